import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { freePort, startServer, type RunningServer } from './server.ts'

/** How many requests are sent at least, while the processes are restarted in turn. */
const REQUESTS = Number(process.env.REQUESTS ?? 600)
const POLL = 100

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sa-rolling-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A process behind the proxy: with connections kept alive, and whether it said last that it is ready. */
type Backend = { port: number; agent: Agent; ready: boolean }

/** One request to a backend. @throws when the connection is cut before the whole answer is there */
function ask({ port, agent }: Backend, method: string, url: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, agent, method, path: url, headers: { 'x-forwarded-for': '203.0.113.7' } })
    sent.once('error', reject)
    sent.once('response', (answer: IncomingMessage) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.once('error', reject)
      answer.once('end', () => (answer.complete ? resolve({ status: answer.statusCode ?? 0, text }) : reject(new Error('cut'))))
    })
    sent.end()
  })
}

/** A proxy as councils have them: asks each process whether it is ready, sends requests in turn to those that are, and tries nothing twice. */
async function startProxy(backends: Backend[]): Promise<{ port: number; stop: () => void }> {
  const polling = setInterval(() => {
    for (const backend of backends)
      ask({ ...backend, agent: new Agent() }, 'GET', '/readyz').then(
        ({ status }) => (backend.ready = status === 200),
        () => (backend.ready = false),
      )
  }, POLL)
  let turn = 0
  const server: Server = createServer((req, res) => {
    const able = backends.filter(({ ready }) => ready)
    const backend = able[turn++ % Math.max(1, able.length)]
    if (!backend) return void res.writeHead(502).end()
    ask(backend, req.method ?? 'GET', req.url ?? '/').then(
      ({ status, text }) => res.writeHead(status).end(text),
      () => res.writeHead(502).end(),
    )
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      clearInterval(polling)
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Restarts both processes in turn, under load, until enough was asked. @returns how many requests there were, and how many were cut */
async function roll(settings: Record<string, string>): Promise<{ asked: number; cut: number; restarts: number }> {
  const start = (port: number) => startServer(folder, port, settings)
  const backends: Backend[] = []
  const servers: RunningServer[] = []
  for (let at = 0; at < 2; at += 1) {
    const port = await freePort()
    servers.push(await start(port))
    backends.push({ port, agent: new Agent({ keepAlive: true, maxSockets: 16 }), ready: true })
  }
  const proxy = await startProxy(backends)
  const client: Backend = { port: proxy.port, agent: new Agent({ keepAlive: true }), ready: true }
  const counts = { asked: 0, cut: 0, restarts: 0 }
  const stop = new AbortController()
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    while (!stop.signal.aborted) {
      const { status } = await ask(client, 'GET', lane % 2 === 0 ? '/privacy' : '/healthz').catch(() => ({ status: 0 }))
      counts.asked += 1
      if (status !== 200) counts.cut += 1
      // Enough to meet every moment of a restart, and not so much that the machine does nothing else.
      await sleep(5)
    }
  })
  while (counts.asked < REQUESTS || counts.restarts < 2) {
    const at = counts.restarts % 2
    const { child, ended } = servers[at]!
    child.kill('SIGTERM')
    await ended
    servers[at] = await start(backends[at]!.port)
    for (let tries = 0; tries < 100 && !backends[at]!.ready; tries += 1) await sleep(POLL)
    counts.restarts += 1
  }
  stop.abort()
  await Promise.all(lanes)
  proxy.stop()
  for (const { agent } of [...backends, client]) agent.destroy()
  for (const { child, ended } of servers) {
    child.kill('SIGINT')
    await ended
  }
  return counts
}

test(
  `two processes that are restarted in turn behind a proxy cut none of ${REQUESTS} requests`,
  async () => {
    const { asked, cut, restarts } = await roll({ STOP_SECONDS: '2' })
    if (process.env.REQUESTS) process.stderr.write(`${asked} requests, ${restarts} restarts, ${cut} cut\n`)
    expect(asked).toBeGreaterThanOrEqual(REQUESTS)
    expect(cut).toBe(0)
  },
  120_000 + REQUESTS * 60,
)
