import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { boundedWasm } from '../../../src/platform/looking/boundedWasm.ts'

/** A program that is nothing but memory, which it calls "m": one piece of 64 KB at first. */
const MEMORY = Buffer.from('0061736d010000000503010001070501016d0200', 'hex')

let folder = ''
let code = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'wasm-'))
  code = path.join(folder, 'memory.wasm')
  await writeFile(code, MEMORY)
})
afterAll(() => rm(folder, { recursive: true }))

const begun = async (megabytes: number) => {
  const begin = await boundedWasm(code, megabytes)
  return begin({}, () => undefined).m as WebAssembly.Memory
}

test('a decoder gets the memory that it may have, and no more', async () => {
  const memory = await begun(2)
  expect(memory.grow(31)).toBe(1)
  expect(memory.buffer.byteLength).toBe(2 * 1024 * 1024)
  expect(() => memory.grow(1)).toThrow('more than 2 MB')
  expect(memory.buffer.byteLength).toBe(2 * 1024 * 1024)
})

test('each begins anew: nothing of the one before is left', async () => {
  const before = await begun(2)
  new Uint8Array(before.buffer)[7] = 42
  expect(new Uint8Array((await begun(2)).buffer)[7]).toBe(0)
})
