import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from './server.ts'

/** Runs a process of the program to its end. */
async function run(file: string, args: readonly string[], env: Record<string, string>): Promise<{ code: number; stderr: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cannot-start-'))
  const settings = { ...process.env, DATA_DIR: folder, UPLOADS_DIR: folder, LOG_LEVEL: 'error', ...env }
  try {
    return await new Promise(resolve => {
      execFile(process.execPath, [path.resolve('src', file), ...args], { env: settings }, (error, _stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stderr })
      })
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A port that something else listens on until the returned function is called. */
async function takenPort(): Promise<{ port: number; free: () => void }> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, free: () => server.close() }
}

test('a database that does not answer is named to the operator in a sentence, by the program and by a command', async () => {
  const address = 'postgres://nobody@127.0.0.1:1/none'
  for (const { code, stderr } of [
    await run('server.ts', [], { DATABASE_URL: address }),
    await run('cli.ts', ['statement', '--round', 'demo-2022'], { DATABASE_URL: address }),
  ]) {
    expect(code).toBe(1)
    expect(stderr).toContain('The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1. Look at DATABASE_URL')
    expect(stderr).not.toMatch(/^ {4}at /m)
  }
})

test('a setting that cannot be is named before anything is opened', async () => {
  const { code, stderr } = await run('server.ts', [], { PORT: 'eighty', MAIL_DRIVER: 'pigeon' })
  expect(code).toBe(1)
  expect(stderr).toContain('PORT: ')
  expect(stderr).toContain('MAIL_DRIVER: ')
  expect(stderr).not.toMatch(/^ {4}at /m)
})

test('a port that is taken is named, with what to do, and nothing is left running', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'cannot-start-'))
  const taken = await takenPort()
  try {
    await expect(startServer(folder, taken.port)).rejects.toThrow(`ended with 1: Port ${taken.port} is in use`)
  } finally {
    taken.free()
    await rm(folder, { recursive: true, force: true })
  }
}, 60_000)
