import type { Id } from '../../platform/id.ts'
import { sayCount, sayList } from '../../platform/say.ts'
import type { Theme } from './theme.ts'

/** An answer as anyone may read it. */
export type PublicAnswer = { what: string; who: string; when: string; state: string }
/** What a published page says: all of it, and nothing else. An answer to several themes stands once, and each names it by its place. */
export type SaidDid = {
  themes: readonly { title: string; statement: string; heard: string; numbers: readonly string[]; answers: readonly number[] }[]
  answers: readonly PublicAnswer[]
}

/** What the page would say. @param sentences of the findings, as they may be published */
export function saidDidOf(themes: readonly Theme[], sentences: ReadonlyMap<Id<'finding'>, string>): SaidDid {
  return {
    themes: themes.map(({ title, statement, heard, findingIds }) => ({
      title,
      statement,
      heard,
      numbers: numbersIn(findingIds, sentences),
      answers: [],
    })),
    answers: [],
  }
}

/** The sentences of these findings, in the order of the findings. */
export const numbersIn = (ids: readonly Id<'finding'>[], sentences: ReadonlyMap<Id<'finding'>, string>): string[] =>
  [...sentences].filter(([id]) => ids.includes(id)).map(([, sentence]) => sentence)

/** "8 themes and 22 answers". */
export const sayCounts = ({ themes, answers }: SaidDid): string =>
  sayList([sayCount(themes.length, 'theme'), sayCount(answers.length, 'answer')])
