import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { events } from '../../src/events.ts'
import type { EventWords } from '../../src/features/history/eventWords.ts'
import type { NewEvent } from '../../src/features/history/index.ts'

const root = path.resolve(import.meta.dirname, '../..')

type Source = { file: string; text: string }
const isWords = (file: string) => /(^|\/)events\.ts$/.test(file)
const sources: Source[] = ['src', 'seeds']
  .flatMap(folder => readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => path.join(root, folder, file)))
  .filter(file => file.endsWith('.ts') && !isWords(file))
  .map(file => ({ file, text: readFileSync(file, 'utf8') }))

const verbsIn = (text: string): string[] => [...text.matchAll(/verb: '([a-z_]+\.[a-z_]+)'/g)].map(([, verb = '']) => verb)

/** Events that are written by `recordEvent` cannot be without words; those that a statement of SQL or the seeds write could. */
const wordless = (words: Readonly<Record<string, EventWords>>, from: readonly Source[]): string[] =>
  from.flatMap(({ text }) => verbsIn(text)).filter(verb => !(verb in words))

/** Verbs that nothing writes, and verbs of former versions that something still writes. */
const wronglyKept = (words: Readonly<Record<string, EventWords>>, from: readonly Source[]): string[] =>
  Object.entries(words)
    .filter(([verb, { former = false }]) => from.some(({ text }) => text.includes(`'${verb}'`)) === former)
    .map(([verb]) => verb)

test('every verb that stands in the source has words', () => {
  expect(sources.flatMap(({ text }) => verbsIn(text)).length).toBeGreaterThan(30)
  expect(wordless(events, sources)).toEqual([])
})

test('every verb that has words is recorded by something, or marked as of former versions', () => {
  expect(wronglyKept(events, sources)).toEqual([])
})

test('no two features say words for one verb, and none has words that are composed nowhere', () => {
  const declared = readdirSync(path.join(root, 'src/features'))
    .map(feature => path.join(root, 'src/features', feature, 'events.ts'))
    .filter(file => existsSync(file))
    .flatMap(file => [...readFileSync(file, 'utf8').matchAll(/^ {2}'([a-z_]+\.[a-z_]+)': \{/gm)].map(([, verb = '']) => verb))
  expect(declared.sort()).toEqual(Object.keys(events).sort())
})

test('planted: a verb without words, a verb that nothing records, and a former one that something does', () => {
  const words = {
    'tea.made': { subject: 'rounds', did: 'made tea' },
    'tea.spilt': { subject: 'rounds', did: 'spilt tea', former: true },
  } as const
  const source = (text: string) => [{ file: 'planted.ts', text }]
  expect(wordless(words, source(`{ verb: 'tea.made' }, { verb: 'tea.drunk' }`))).toEqual(['tea.drunk'])
  expect(wronglyKept(words, source(`{ verb: 'tea.made' }`))).toEqual([])
  expect(wronglyKept(words, source(`{ verb: 'tea.spilt' }`))).toEqual(['tea.made', 'tea.spilt'])
  // @ts-expect-error the compiler refuses to record a verb that no feature has words for
  const unknown: NewEvent = { verb: 'tea.drunk' }
  expect(unknown.verb in events).toBe(false)
})
