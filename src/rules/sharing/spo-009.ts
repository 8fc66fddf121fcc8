/** Whether a device that nobody manages, and a browser that nobody sits at, lose access. */
import { defineRule } from '../define.js';
import { orNull, tenantSubject } from '../kit.js';
import { graphSetting, tenantSetting } from '../tenant-sharing.js';
import { unmanagedDevicesLimited } from './managed-devices.js';
import { idleSignOut } from './time-limits.js';

export default defineRule({
  meta: {
    id: 'SPO-009',
    revision: 1,
    title: 'Unmanaged devices are limited, and idle browsers are signed out',
    failureTitle: 'Unmanaged devices get everything, and idle browsers stay signed in',
    warnTitle: 'Either unmanaged devices or idle browsers keep their access',
    pillar: 'sharing',
    severity: 'medium',
    gate: null,
    claim: 'none',
    needs: { maybe: ['sharePointSettings', 'sharePointTenant', 'conditionalAccess'] },
    thresholds: ['idleSignOutMinutesMax'],
    messages: {
      both: 'Unmanaged devices are limited, and idle browsers are signed out within {minutes} minutes.',
      devices: 'Idle browsers are signed out within {minutes} minutes, but unmanaged devices get full access.',
      idle: 'Unmanaged devices are limited, but idle browsers are not signed out within {minutes} minutes.',
      neither: 'Unmanaged devices get full access, and idle browsers are not signed out within {minutes} minutes.',
      oneSeen: 'One of the two protections is missing ({missing}); whether the other is there is not known.',
      unknown: 'Whether unmanaged devices and idle browsers keep their access is not known.',
    },
    rationale:
      'Copilot answers in any browser that is still signed in: on the computer at home, or on the one at the front desk that somebody left open.',
    remediation: {
      summary: 'Limit unmanaged devices to the browser without download, and sign idle browsers out.',
      steps: [
        'SharePoint admin center > Policies > Access control > Unmanaged devices: allow limited, web-only access, or block. Or run Set-SPOTenant -ConditionalAccessPolicy AllowLimitedAccess.',
        'With PowerShell, make the Conditional Access policy with "Use app enforced restrictions" yourself: Entra admin center > Protection > Conditional Access.',
        'Microsoft 365 admin center > Settings > Org settings > Security & privacy > Idle session timeout: 3 hours or less.',
        'Or SharePoint admin center > Policies > Access control > Idle session sign-out.',
      ],
      effort: 'days',
    },
    references: [
      { framework: 'HIPAA', id: '164.312(a)(2)(iii)' },
      { framework: 'HIPAA', id: '164.310(b)' },
      { framework: 'CIS Microsoft 365 v7.0.0', id: '1.3.2' },
      { framework: 'CISA SCuBA', id: 'MS.AAD.3.7v1' },
      { framework: 'NIST CSF 2.0', id: 'PR.AA-05' },
    ],
  },
  create({ maybe, thresholds: { idleSignOutMinutesMax: minutes }, report, doubt }) {
    return {
      verdict() {
        const idle = idleSignOut(graphSetting(maybe, 'idleSessionSignOut'), minutes);
        const devices = unmanagedDevicesLimited(maybe.conditionalAccess, tenantSetting(maybe, 'conditionalAccessPolicy'));
        for (const part of [idle, devices]) if (!part.known) doubt(part.gap);
        const measures = { unmanagedDevicesLimited: orNull(devices), idleSignOutInTime: orNull(idle) };
        const missing = [devices, idle].filter((part) => part.known && !part.value).length;
        const data = { minutes };
        if (missing === 0) return { kind: 'pass', message: idle.known && devices.known ? 'both' : 'unknown', data, measures };
        report({ subject: tenantSubject('Unmanaged devices and idle browsers'), detail: measures, suspicion: missing === 1 });
        if (missing === 2) return { kind: 'fail', message: 'neither', data, measures };
        if (idle.known && devices.known) return { kind: 'warn', message: idle.value ? 'devices' : 'idle', data, measures };
        return {
          kind: 'warn',
          message: 'oneSeen',
          data: { missing: idle.known ? 'idle sign-out' : 'a limit for unmanaged devices' },
          measures,
        };
      },
    };
  },
});
