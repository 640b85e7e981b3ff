import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { asId } from '../../../src/platform/id.ts'
import type { Draw } from '../../../src/features/sampling/draw.ts'
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
          const repeated = repeatDraw(frameFile(population, how, seed))
          expect(repeated).toMatchObject({ seed, same: true })
          expect(keysOf(repeated.draw)).toEqual(keysOf(drawFrom(population, how, seed)))
          expect(repeated.draw.strata).toEqual(drawFrom(population, how, seed).strata)
        },
      ),
    )
  })

  test('opens in spreadsheets with the names as they are: a mark says that it is UTF-8, and it is no part of the first heading', () => {
    const file = frameFile(frame(1), plan(), 'autumn')
    expect(file.startsWith('\uFEFFkey,stratum,')).toBe(true)
    expect(repeatDraw(file).same).toBe(true)
    expect(repeatDraw(file.slice(1)).same).toBe(true)
  })

  test('says when another seed draws others', () => {
    const file = frameFile(frame(30), plan(), 'autumn')
    expect(repeatDraw(file, 'autumn').same).toBe(true)
    expect(repeatDraw(file, 'winter').same).toBe(false)
  })

  test.each<[string, (file: string) => string, RegExp]>([
    ['an empty file', () => '', /has no column key, stratum/],
    ['a heading alone', file => file.split('\r\n')[0]!, /no rows/],
    ['a key twice', file => `${file}${file.split('\r\n')[1]!}`, /urn:100000 is in the file twice/],
    ['another seed in one line', file => file.replace(/autumn\r\n$/, 'winter\r\n'), /Line 6 has another seed than line 2/],
    ['no seed', file => file.replaceAll('autumn', ''), /names no seed/],
    ['an unknown method', file => file.replaceAll('stratified', 'dice'), /“dice” is no method/],
    ['an odd size', file => file.replaceAll('stratified,4', 'stratified,many'), /“many” is no size/],
    ['no key', file => file.replace('urn:100001', ''), /Line 3 has no key/],
    ['an open quotation mark', file => `${file}"urn:1`, /quotation mark is not closed/],
  ])('of %s it is said what is wrong', (_name, change, words) =>
    expect(() => repeatDraw(change(frameFile(frame(5), plan(), 'autumn')))).toThrow(words),
  )
})

test('the command draws it on a machine that has nothing but the file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'frame-'))
  try {
    const file = path.join(folder, 'frame.csv')
    await writeFile(file, frameFile(frame(12), plan(), 'autumn'))
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
