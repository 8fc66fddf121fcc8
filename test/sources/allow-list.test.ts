/** Only reads leave: the list itself, and the proof that a refused request never reaches a server. */
import { Client } from '@microsoft/microsoft-graph-client';
import { describe, expect, test } from 'vitest';
import { assertGraphRead, assertLoginRequest, ForbiddenRequestError } from '../../src/sources/allow-list.js';
import { Attempt, createDoor } from '../../src/sources/door.js';
import { openNetwork } from '../../src/sources/network.js';
import { createPacing } from '../../src/sources/pacing.js';
import { noRequestLog } from '../../src/sources/request-log.js';
import { jumpingClock, openWorld, startServer, usersRequest } from './kit.js';

const batchOf = (...requests: object[]): string => JSON.stringify({ requests });

describe('allowed', () => {
  test.each([
    ['GET', '/v1.0/users', '?$select=id', null],
    ['GET', '/beta/users', '', null],
    ['GET', '/v1.0/sites/contoso.sharepoint.com:/sites/content', '', null],
    ['GET', '/v1.0/drives/b!1/root:/content', '', null],
    ['GET', '/v1.0/drives/b!1/items/1/permissions', '', null],
    ['GET', '/v1.0/admin/serviceAnnouncement/messages', '', null],
    ['GET', '/v1.0/groupSettings', '', null],
    ['GET', '/v1.0/security/secureScores', '?$top=1', null],
    ['GET', "/v1.0/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')", '?$format=application/json', null],
    ['GET', '/v1.0/admin/configurationManagement/configurationSnapshotJobs', '', null],
    ['GET', '/v1.0/admin/configurationManagement/configurationSnapshots/1', '', null],
    ['POST', '/v1.0/search/query', '', '{}'],
    ['POST', '/v1.0/$batch', '', batchOf({ id: '1', method: 'GET', url: '/users' })],
  ])('%s %s', (method, path, query, body) => {
    expect(() => assertGraphRead(method, path, query, body)).not.toThrow();
  });
});

describe('refused', () => {
  test.each([
    ['POST', '/v1.0/users', '', '{}'],
    ['PATCH', '/v1.0/users/1', '', '{}'],
    ['PUT', '/v1.0/users/1', '', '{}'],
    ['DELETE', '/v1.0/users/1', '', null],
    ['GET', '/v2.0/users', '', null],
    ['GET', '/users', '', null],
    ['GET', '/v1.0/drives/b!1/items/1/content', '', null],
    ['GET', '/v1.0/drives/b!1/items/1/contentStream', '', null],
    ['GET', '/v1.0/drives/b!1/items/1/CONTENT', '', null],
    ['GET', '/v1.0/drives/b!1/items/1/%63ontent', '', null],
    ['GET', '/v1.0/drives/b!1/root:/a.docx:/content', '', null],
    ['GET', '/v1.0/drives/b!1/root:/a.docx%3A/content', '', null],
    ['GET', '/v1.0/drives/b!1/items/1', '?$select=id,%40microsoft.graph.downloadUrl', null],
    ['GET', '/v1.0/users/1/messages', '', null],
    ['GET', '/v1.0/copilot/users/1/interactionHistory/getAllEnterpriseInteractions', '', null],
    ['POST', '/v1.0/drives/b!1/items/1/extractSensitivityLabels', '', null],
    ['GET', '/v1.0/drives/b!1/items/1/microsoft.graph.extractSensitivityLabels()', '', null],
    ['POST', '/v1.0/me/dataSecurityAndGovernance/processContent', '', '{}'],
    ['POST', '/v1.0/$batch', '', batchOf({ id: '1', method: 'DELETE', url: '/users/1' })],
    ['POST', '/v1.0/$batch', '', batchOf({ id: '1', method: 'GET', url: '/drives/1/items/1/content' })],
    ['POST', '/v1.0/$batch', '', batchOf({ id: '1', method: 'GET', url: '/x/../drives/1/items/1/content' })],
    ['POST', '/v1.0/$batch', '', batchOf({ id: '1', method: 'GET', url: 'https://evil.example/' })],
    ['POST', '/v1.0/$batch', '', batchOf({ id: '1', method: 'GET', url: '/users', body: {} })],
    ['POST', '/v1.0/$batch', '', batchOf(...Array.from({ length: 21 }, (_, id) => ({ id, method: 'GET', url: '/users' })))],
    ['POST', '/v1.0/$batch', '', null],
    ['POST', '/v1.0/security/auditLog/queries', '', '{}'],
    ['POST', '/v1.0/admin/configurationManagement/configurationSnapshots/createSnapshot', '', '{}'],
    ['DELETE', '/v1.0/admin/configurationManagement/configurationSnapshotJobs/1', '', null],
    ['PATCH', '/v1.0/groupSettings/1', '', '{}'],
  ])('%s %s%s', (method, path, query, body) => {
    expect(() => assertGraphRead(method, path, query, body)).toThrow(ForbiddenRequestError);
  });

  test('sign-in speaks to the token and device code addresses only', () => {
    expect(() => assertLoginRequest('POST', '/t/oauth2/v2.0/token')).not.toThrow();
    expect(() => assertLoginRequest('POST', '/t/oauth2/v2.0/devicecode')).not.toThrow();
    expect(() => assertLoginRequest('DELETE', '/t/oauth2/v2.0/token')).toThrow(ForbiddenRequestError);
    expect(() => assertLoginRequest('POST', '/t/other')).toThrow(ForbiddenRequestError);
  });
});

test('POST, PATCH, PUT and DELETE through the Graph client itself never reach the server, nor ask for a token', async () => {
  const server = await startServer(() => ({}));
  const clock = jumpingClock();
  let tokens = 0;
  const network = await openNetwork({ env: {} });
  const door = createDoor({
    cloud: 'global',
    endpoints: { graph: server.base },
    network,
    pacing: createPacing({ clock }),
    requestLog: noRequestLog,
    headers: () => ({}),
    token: async () => {
      tokens += 1;
      return 'x';
    },
  });
  const client = Client.initWithMiddleware({ middleware: door });
  for (const send of ['post', 'patch', 'put', 'delete'] as const) {
    const attempt = new Attempt('directory', 1, null, false);
    const request = client.api('/users/1').middlewareOptions([attempt]);
    await request[send]({}).catch(() => undefined);
    expect(attempt.outcome).toMatchObject({ kind: 'thrown', error: expect.any(ForbiddenRequestError) });
  }
  await expect(client.api('/users').get()).rejects.toThrow('went round the transport');
  expect(server.seen).toHaveLength(0);
  expect(tokens).toBe(0);
  await network.close();
});

test('a collector that asks for content, or sets the token itself, gets an exception and the server sees nothing', async () => {
  const world = await openWorld(() => ({}));
  await expect(world.reader.one(usersRequest({ path: '/drives/1/items/1/content' }))).rejects.toThrow(ForbiddenRequestError);
  await expect(world.reader.one(usersRequest({ headers: { Authorization: 'Bearer x' } }))).rejects.toThrow(ForbiddenRequestError);
  await expect(world.reader.one(usersRequest({ path: '/users?$top=1' }))).rejects.toThrow('not a path');
  await expect(world.reader.one(usersRequest({ path: '/x/https://evil.example/' }))).rejects.toThrow('not a path');
  await expect(world.reader.batch([usersRequest({ path: '/drives/1/items/1/content' })])).rejects.toThrow(ForbiddenRequestError);
  expect(world.server.seen).toHaveLength(0);
});
