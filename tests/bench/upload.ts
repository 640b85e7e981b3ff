import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { rows } from '../../src/platform/db.ts'
import type { Bench } from './bench.ts'
import { answerers, client, startApp, type Answerer } from './answeringWorld.ts'

const MEGABYTE = 1024 * 1024
const LANES = 8
const FORM = 'bench-boundary'

/**
 * Schools send documents, eight at a time, over HTTP: received, looked into, hashed and stored. The reference is `sha256sum` of the
 * same bytes, eight processes at a time.
 */
export const upload: Bench = async world => {
  const { files, megabytes } = world.size === 'small' ? { files: 8, megabytes: 1 } : { files: 48, megabytes: 5 }
  const people = await answerers(world, LANES, 4)
  const documents = Array.from({ length: files }, () => documentOf(megabytes * MEGABYTE))
  const app = await startApp(world)
  const { send, close } = client(app.port, LANES)
  try {
    // What a sender does to make a form is not the program's work; nor is the start of the looker, once for all files of a busy hour.
    const forms = documents.map((document, at) => formOf(people[at % LANES]!, document, at))
    await sendOne(send, people[0]!, formOf(people[0]!, documentOf(1000), files))
    const sendAll = async (): Promise<number> => {
      const started = performance.now()
      await Promise.all(
        people.map(async (person, lane) => {
          for (let at = lane; at < forms.length; at += LANES) await sendOne(send, person, forms[at]!)
        }),
      )
      return performance.now() - started
    }
    const taken = await sendAll()
    const kept = await rows<{ sha256: string }>(world.db, `select distinct sha256 from evidence`)
    if (kept.length !== files + 1) throw new Error(`${kept.length} of ${files + 1} files were kept`)
    const hashed = await hashAll(world.folder, documents)
    const rate = (ms: number) => Math.round((files * megabytes * 1000) / ms)
    return [
      {
        name: 'upload',
        value: rate(taken),
        unit: 'MB/s',
        reference: rate(hashed),
        ratio: Number((hashed / taken).toFixed(2)),
        n: files,
        detail: { megabytes, atOnce: LANES, goal: 'ratio >= 0.4' },
      },
    ]
  } finally {
    close()
    await app.stop()
  }
}

/** A text of so many bytes that is unlike every other: what is in a file is looked into as in any other. */
function documentOf(bytes: number): Buffer {
  return Buffer.from(
    randomBytes(Math.ceil(bytes / 2))
      .toString('hex')
      .replace(/(.{100})/g, '$1\n')
      .slice(0, bytes),
  )
}

type Send = ReturnType<typeof client>['send']

function formOf(person: Answerer, document: Buffer, at: number): Buffer {
  const field = (name: string, value: string) => `--${FORM}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file = `--${FORM}\r\ncontent-disposition: form-data; name="files.training_evidence"; filename="minutes-${at}.txt"\r\ncontent-type: text/plain\r\n\r\n`
  return Buffer.concat([Buffer.from(`${field('_csrf', person.csrf)}${file}`), document, Buffer.from(`\r\n--${FORM}--\r\n`)])
}

async function sendOne(send: Send, person: Answerer, body: Buffer): Promise<void> {
  const { status, text } = await send({
    method: 'POST',
    path: '/return/sections/training/evidence',
    headers: {
      cookie: person.cookie,
      'content-type': `multipart/form-data; boundary=${FORM}`,
      'sec-fetch-site': 'same-origin',
    },
    body,
  })
  if (status !== 303)
    throw new Error(
      `a file was answered with ${status}: ${text
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 400)}`,
    )
}

async function hashAll(folder: string, documents: readonly Buffer[]): Promise<number> {
  const files = documents.map((document, at) => {
    const file = path.join(folder, `hashed-${at}`)
    writeFileSync(file, document)
    return file
  })
  const started = performance.now()
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      for (let at = lane; at < files.length; at += LANES) await ended(files[at]!)
    }),
  )
  return performance.now() - started
}

const ended = (file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    spawn('sha256sum', [file], { stdio: 'ignore' })
      .once('error', reject)
      .once('exit', code => (code === 0 ? resolve() : reject(new Error(`sha256sum ended with ${code}`))))
  })
