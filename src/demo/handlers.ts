/** The simulated Microsoft 365 as msw handlers, one a host, so that tests can intercept where they do not want a server. */
import { HttpResponse, http, type RequestHandler } from 'msw';
import { answerBatch } from './batch.js';
import type { Reply } from './call.js';
import { answerCmdlets } from './cmdlets/service.js';
import { answerLogin } from './login.js';
import { answerGet, finish, signedIn } from './router.js';
import { answerSharePoint } from './sharepoint/service.js';
import type { SimulatorState } from './state.js';

function written(state: SimulatorState, reply: Reply): Response {
  if (reply.status === 501) state.unanswered += 1;
  const text = reply.body === undefined ? null : JSON.stringify(reply.body);
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  return new HttpResponse(text, { status: reply.status, headers: { ...type, ...reply.headers } });
}

async function graph(state: SimulatorState, request: Request): Promise<Response> {
  const asked = { method: request.method, url: new URL(request.url), headers: request.headers };
  const token = signedIn(state, asked);
  if ('status' in token) return written(state, finish(token, asked, state.now()));
  const isBatch = asked.method === 'POST' && asked.url.pathname === '/v1.0/$batch';
  const body: unknown = isBatch ? await request.json().catch(() => null) : null;
  const reply = isBatch ? await answerBatch(state, asked, body, token) : answerGet(state, asked, token);
  return written(state, finish(reply, asked, state.now()));
}

async function login(state: SimulatorState, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const text = request.method === 'POST' ? await request.text() : '';
  return written(state, answerLogin(state, request.method, url, text) ?? { status: 501, body: { error: 'not_simulated' } });
}

async function sharePoint(state: SimulatorState, request: Request): Promise<Response> {
  const body = request.method === 'POST' ? await request.text() : '';
  const asked = { method: request.method, url: new URL(request.url), headers: request.headers, body };
  const { status, headers, text } = await answerSharePoint(state, asked);
  return new HttpResponse(text, { status, headers });
}

async function cmdlets(state: SimulatorState, request: Request): Promise<Response> {
  const body = request.method === 'POST' ? await request.text() : '';
  const asked = { method: request.method, url: new URL(request.url), headers: request.headers, body };
  const answer = answerCmdlets(state, asked);
  if (answer === null) return written(state, { status: 501, body: { error: 'not_simulated' } });
  return new HttpResponse(answer.text === '' ? null : answer.text, { status: answer.status, headers: answer.headers });
}

/** One catch-all a host: msw tries handlers in order, so our own router does the rest (libraries.md §4). */
export function simulatorHandlers(state: SimulatorState): RequestHandler[] {
  return [
    http.all(/^https:\/\/graph\.microsoft\.com\//, ({ request }) => graph(state, request)),
    http.all(/^https:\/\/login\.microsoftonline\.com\//, ({ request }) => login(state, request)),
    http.all(/^https:\/\/[^/]+\.sharepoint\.com\//, ({ request }) => sharePoint(state, request)),
    http.all(/^https:\/\/(?:[a-z0-9-]+\.)?outlook\.office365\.com\//, ({ request }) => cmdlets(state, request)),
    http.all(/^https:\/\/(?:[a-z0-9-]+\.)?ps\.compliance\.protection\.outlook\.com\//, ({ request }) => cmdlets(state, request)),
  ];
}
