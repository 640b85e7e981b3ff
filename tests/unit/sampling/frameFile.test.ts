import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asId } from '../../../src/platform/id.ts'
import type { Draw } from '../../../src/features/sampling/draw.ts'
import { frameHash } from '../../../src/features/sampling/frameHash.ts'
import { frameFile, repeatDraw } from '../../../src/features/sampling/sinks/frameFile.ts'
import { drawFrom, type FrameMember, type SamplePlan } from '../../../src/features/sampling/population.ts'

const plan = (change: Partial<SamplePlan> = {}): SamplePlan => ({
  base: 'completed',
  targets: [],
  fastMinutes: 15,
  leaveOutSampled: false,
  method: 'stratified',
  size: { count: 4 },
  strata: 'phase',
  ...change,
})
const framed = (how: SamplePlan, seed: string) => ({ plan: how, seed, frameSalt: 'salt' })
const keysOf = ({ members }: Draw) => members.map(({ key }) => key)
const frame = (count: number, stratum: (at: number) => string = (at: number) => (at % 3 === 0 ? 'Secondary' : 'Primary')) => ({
  population: Array.from({ length: count }, (_, at): FrameMember => ({
    key: `urn:${100_000 + at}`,
    stratum: stratum(at),
    name: `School, of “${at}”`,
    returnId: asId(at + 1),
    establishmentId: asId(at + 1),
    reason: '',
  })),
})

describe('a draw from the file of its frame', () => {
  test('has the same members, for every plan, seed and group', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '"', '=', '+', '-', '@', ',', ';', ' ', 'a', 'Z', '9'),
      minLength: 1,
      maxLength: 12,
    })
    const size = fc.constantFrom<SamplePlan['size']>(
      { count: 3 },
      { percent: 20 },
      { confidence: 95, margin: 5 },
      { confidence: 90, margin: 12.5 },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('all', 'simple', 'stratified'),
        size,
        text,
        text,
        (count, method, many, seed, group) => {
          const population = frame(count, at => (at % 2 === 0 ? group : 'Primary'))
          const how = plan({ method, size: method === 'all' ? null : many })
          const repeated = repeatDraw(frameFile(population, framed(how, seed)))
          expect(repeated).toMatchObject({ seed, same: true })
          expect(keysOf(repeated.draw)).toEqual(keysOf(drawFrom(population, how, seed)))
          expect(repeated.draw.strata).toEqual(drawFrom(population, how, seed).strata)
        },
      ),
    )
  })

  test('opens in spreadsheets with the names as they are: a mark says that it is UTF-8, and it is no part of the first heading', () => {
    const file = frameFile(frame(1), framed(plan(), 'autumn'))
    expect(file.startsWith('\uFEFFkey,stratum,')).toBe(true)
    expect(repeatDraw(file).same).toBe(true)
    expect(repeatDraw(file.slice(1)).same).toBe(true)
  })

  test('says when another seed draws others', () => {
    const file = frameFile(frame(30), framed(plan(), 'autumn'))
    expect(repeatDraw(file, { seed: 'autumn' }).same).toBe(true)
    expect(repeatDraw(file, { seed: 'winter' }).same).toBe(false)
  })

  test('of several samples in one file, the one that is named', () => {
    const two = [frame(8), frame(30)].map((of, at) =>
      frameFile(of, framed(plan(), `seed ${at}`))
        .slice(1)
        .replaceAll('\r\n', `,${at + 1}\r\n`),
    )
    const file = two.map((text, at) => (at === 0 ? text.replace(',1\r\n', ',sample_id\r\n') : text.slice(text.indexOf('\n') + 1))).join('')
    expect(() => repeatDraw(file)).toThrow('The file has the frames of the samples 1, 2. Name one with --sample.')
    expect(() => repeatDraw(file, { sample: '3' })).toThrow('The file has no sample 3.')
    expect(repeatDraw(file, { sample: '2' })).toMatchObject({
      seed: 'seed 1',
      same: true,
      frameSha256: frameHash(frame(30).population, 'salt'),
    })
  })

  test('has the SHA-256 that anybody works out of its keys and groups, whatever their order; another list has another', () => {
    const two = [
      { key: 'urn:2', stratum: 'B' },
      { key: 'urn:10', stratum: 'A' },
    ]
    // printf 'salt\nurn:10\tA\nurn:2\tB\n' | sha256sum
    const known = '70eafc26e8ac442a0b460208bc8e6526290765c1d495e6ad1d5c10a5b4fd934c'
    expect(frameHash(two, 'salt')).toBe(known)
    expect(frameHash(two.toReversed(), 'salt')).toBe(known)
    expect(frameHash([{ key: 'urn:2', stratum: 'A' }, two[1]!], 'salt')).not.toBe(known)
    const file = frameFile(frame(6), framed(plan(), 'autumn'))
    expect(repeatDraw(file.replace('Primary', 'Secondary')).frameSha256).not.toBe(repeatDraw(file).frameSha256)
    expect(repeatDraw(file.replaceAll('frame_salt', 'other')).frameSha256).toBeNull()
  })

  test.each<[string, (file: string) => string, RegExp]>([
    ['an empty file', () => '', /has no column key, stratum/],
    ['a heading alone', file => file.split('\r\n')[0]!, /no rows/],
    ['a key twice', file => `${file}${file.split('\r\n')[1]!}`, /urn:100000 is in the file twice/],
    ['another seed in one line', file => file.replace(/autumn,salt\r\n$/, 'winter,salt\r\n'), /Line 6 has another seed than line 2/],
    ['no seed', file => file.replaceAll('autumn', ''), /names no seed/],
    ['an unknown method', file => file.replaceAll('stratified', 'dice'), /“dice” is no method/],
    ['an odd size', file => file.replaceAll('stratified,4', 'stratified,many'), /“many” is no size/],
    ['no key', file => file.replace('urn:100001', ''), /Line 3 has no key/],
    ['an open quotation mark', file => `${file}"urn:1`, /quotation mark is not closed/],
  ])('of %s it is said what is wrong', (_name, change, words) =>
    expect(() => repeatDraw(change(frameFile(frame(5), framed(plan(), 'autumn'))))).toThrow(words),
  )
})

test('the command draws it on a machine that has nothing but the file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'frame-'))
  try {
    const file = path.join(folder, 'frame.csv')
    await writeFile(file, frameFile(frame(12), framed(plan(), 'autumn')))
    const { PATH, NODE_COMPILE_CACHE } = process.env
    const env = { PATH, NODE_COMPILE_CACHE, DATA_DIR: path.join(folder, 'none') }
    const run = async (...given: string[]) =>
      promisify(execFile)(process.execPath, ['--no-warnings', 'src/cli.ts', 'sample', 'repeat', ...given], { env })
    const printed = JSON.parse((await run(file, '--json')).stdout) as { same: boolean; members: { key: string }[] }
    expect(printed.same).toBe(true)
    expect(printed.members.map(({ key }) => key)).toEqual(drawFrom(frame(12), plan(), 'autumn').members.map(({ key }) => key))
    expect((await run(file)).stdout).toContain('4 members with the seed autumn. The file says the same.')
    await expect(run(path.join(folder, 'gone.csv'))).rejects.toMatchObject({ code: 2 })
  } finally {
    await rm(folder, { recursive: true })
  }
}, 60_000)
