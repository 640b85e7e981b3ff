import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import express, { type RequestHandler } from 'express'
import multer from 'multer'
import { removeLeftovers } from '../../../src/platform/files/incoming.ts'
import { takeUpload } from '../../../src/platform/http/uploads.ts'

let folder = ''
let server: Server | undefined
/** Requests that were begun and are not yet handed on: each of them may still make a folder. */
let underWay = 0
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cut-'))
})
afterEach(async () => {
  await closed()
  await rm(folder, { recursive: true, force: true })
})

const file = (name: string, kilobytes: number) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="policy.pdf"\r\nContent-Type: application/pdf\r\n\r\n${'x'.repeat(kilobytes * 1024)}\r\n`
const BODY = `--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nA note\r\n${[1, 2, 3].map(() => file('files', 40)).join('')}--b--\r\n`
const HEAD = `POST / HTTP/1.1\r\nHost: audit.test\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${BODY.length}\r\n\r\n`

/** Ends the server, and waits for what it was still reading: what arrives late makes its folder late. */
async function closed(): Promise<void> {
  await new Promise(resolve => (server ? server.close(resolve) : resolve(undefined)))
  server = undefined
  while (underWay > 0) await pause(5)
}

async function listening(handler: RequestHandler): Promise<number> {
  const app = express()
  // The program asks the database who sends before it reads what is sent: some are gone by then.
  app.post(
    '/',
    (_req, _res, next) => {
      underWay += 1
      setTimeout(() => next(), Math.random() * 6)
    },
    (req, res, next) =>
      void handler(req, res, (error?: unknown) => {
        underWay -= 1
        next(error)
      }),
    (_req, res) => void res.send('taken'),
  )
  server = createServer(app as RequestListener)
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Sends a form and hangs up somewhere in it, or just after it. @returns what was answered */
async function cut(port: number, bytes: number, wait: number): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', part => (answer += part.toString())).on('error', () => undefined)
  const gone = new Promise(resolve => socket.once('close', resolve))
  socket.write((HEAD + BODY).slice(0, bytes))
  await pause(wait)
  socket.destroy()
  await gone
  return answer
}

/** Two hundred forms, eight at a time, cut at moments that differ. @returns what is left on the disk after so many seconds, or as soon as nothing is */
async function leftAfterCuts(port: number, seconds = 20): Promise<string[]> {
  const all = HEAD.length + BODY.length
  const cuts = Array.from({ length: 200 }, (_, at) => ({
    bytes: HEAD.length + Math.floor(Math.random() * BODY.length * 1.1),
    wait: at % 10,
  }))
  for (let at = 0; at < cuts.length; at += 8)
    await Promise.all(cuts.slice(at, at + 8).map(({ bytes, wait }) => cut(port, Math.min(bytes, all), wait)))
  await closed()
  for (let tries = 0; tries < 20 * seconds && (await readdir(folder)).length > 0; tries += 1) await pause(50)
  return readdir(folder)
}

const UPLOADS = { each: { field: 'files', files: 10, each: true }, whole: { field: 'files', files: 10 } } as const

test.each(Object.entries(UPLOADS))('200 uploads that are cut leave nothing on the disk (%s)', async (_name, route) => {
  expect(await leftAfterCuts(await listening(takeUpload(route, folder, 1)))).toEqual([])
  const port = await listening(takeUpload(route, folder, 1))
  expect(await cut(port, HEAD.length + BODY.length, 1000)).toContain('taken')
})

test('a folder whose removal is arranged only once it is there does stay: so the cuts do meet what they are to meet', async () => {
  const asBefore: RequestHandler = async (req, res, next) => {
    const own = await mkdtemp(path.join(folder, 'upload-'))
    res.once('close', () => void rm(own, { recursive: true, force: true }).catch(() => undefined))
    await new Promise(resolve => {
      if (res.closed) resolve(undefined)
      res.once('close', resolve)
      multer({ dest: own }).any()(req, res, resolve)
    })
    next()
  }
  expect(await leftAfterCuts(await listening(asBefore), 1)).not.toEqual([])
})

test('what a killed program left is removed after three hours; uploads on their way and files of others stay', async () => {
  const now = new Date('2026-11-28T12:00:00Z')
  const made = async (name: string, hours: number) => {
    const place = await mkdtemp(path.join(folder, name))
    const at = new Date(now.getTime() - hours * 3_600_000)
    await utimes(place, at, at)
    return path.basename(place)
  }
  const stay = [await made('upload-', 2), await made('spool-', 2), await made('other-', 48)]
  await made('upload-', 4)
  await made('spool-', 4)
  await made('lent-', 4)
  await removeLeftovers(folder, now)
  expect((await readdir(folder)).sort()).toEqual(stay.sort())
})
