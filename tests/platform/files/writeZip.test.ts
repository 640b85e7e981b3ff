import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { writeZip } from '../../../src/platform/files/writeZip.ts'
import { readZip } from '../../../src/platform/files/zip.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sa-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function written(file: string, files: Readonly<Record<string, Iterable<string>>>): Promise<string> {
  const place = path.join(folder, file)
  const zip = await writeZip(createWriteStream(place), 6)
  for (const [name, chunks] of Object.entries(files)) {
    const entry = zip.entry(name)
    for (const chunk of chunks) await entry.write(chunk)
    await entry.end()
  }
  await zip.end()
  return place
}

test('what is put into a zip comes out of it, with names and texts in any script', async () => {
  const place = await written('some.zip', { 'a.csv': ['one,', 'two\r\n'], 'Llanfair é/b.txt': ['St Thomas à Becket 😀'], empty: [] })
  for (const [name, text] of [
    ['a.csv', 'one,two\r\n'],
    ['Llanfair é/b.txt', 'St Thomas à Becket 😀'],
    ['empty', ''],
  ])
    expect((await readZip(place, name))?.text).toBe(text)
  expect((await readZip(place))?.directory.names).toEqual(['a.csv', 'Llanfair é/b.txt', 'empty'])
})

test('the same files make the same zip, byte for byte, and none of its dates is of today', async () => {
  const [one, other] = [await written('one.zip', { a: ['same'] }), await written('other.zip', { a: ['same'] })]
  const bytes = readFileSync(one)
  expect(bytes.equals(readFileSync(other))).toBe(true)
  expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, 0x21])
})

test('a zip of many files, each larger than a chunk, is whole', async () => {
  const chunk = Array.from({ length: 20_000 }, (_, at) => Math.sin(at).toString(36)).join('')
  const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${at}.txt`, [chunk, chunk]]))
  const place = await written('many.zip', files)
  const { directory } = (await readZip(place))!
  expect([directory.names.length, directory.inflatedBytes]).toEqual([12, 24 * chunk.length])
  expect(statSync(place).size).toBeGreaterThan(1_000_000)
})
