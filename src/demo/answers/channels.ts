/** Channels of a team and the folder of files of each. */
import { type Call, type Reply, refuse } from '../call.js';
import { listReply, oneReply } from '../paging.js';
import { wrongExpansion } from '../select.js';
import { findDrive, type SimulatedChannel } from '../tenant.js';

function preferences(call: Call): readonly string[] {
  return (call.headers.get('prefer') ?? '').split(',').map((one) => one.trim().toLowerCase());
}

function noTeam(id: string): Reply {
  return refuse(404, 'NotFound', `No Team found with Group id '${id}'`);
}

export function channels(call: Call): Reply {
  const id = call.params.team ?? '';
  const team = call.tenant.groups.find(({ group }) => group.id === id)?.group;
  if (team?.resourceProvisioningOptions?.includes('Team') !== true) return noTeam(id);
  const wrong = wrongExpansion(call, []);
  if (wrong !== null) return wrong;
  const knowsShared = preferences(call).includes('include-unknown-enum-members');
  const written = ({ teamId: _, folder: __, ...channel }: SimulatedChannel): object => ({
    ...channel,
    description: null,
    email: '',
    tenantId: call.tenant.id,
    webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel.id)}/${encodeURIComponent(channel.displayName)}`,
    membershipType: channel.membershipType === 'shared' && !knowsShared ? 'unknownFutureValue' : channel.membershipType,
  });
  const rows = call.tenant.channels.filter((one) => one.teamId === id).map(written);
  return listReply(call, rows, { name: 'channels', type: 'channel', absent: 'omitted', size: 100, cap: 999 });
}

export function filesFolder(call: Call): Reply {
  const { team = '', channel = '' } = call.params;
  const found = call.tenant.channels.find((one) => one.teamId === team && one.id === channel);
  if (found === undefined) return noTeam(team);
  const drive = found.folder === null ? null : findDrive(call.tenant, found.folder.driveId);
  const item = drive === null ? undefined : call.indexOf(drive.drive).item(found.folder?.itemId ?? '');
  if (item === undefined) {
    return refuse(404, 'NotFound', 'Folder location for this channel is not ready yet, please try again later.');
  }
  const { createdDateTime, id, lastModifiedDateTime, name, parentReference, size, webUrl } = item;
  const { driveId, driveType } = parentReference;
  const row = {
    id,
    createdDateTime,
    lastModifiedDateTime,
    name,
    webUrl,
    size,
    parentReference: { driveId, driveType },
    folder: {},
  };
  return oneReply(call, row, { type: 'driveItem', absent: 'omitted' });
}
