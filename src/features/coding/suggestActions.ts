import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { keptOfComments } from './keptActions.ts'
import { commentsById, type ListedComment } from './listStore.ts'
import type { OfRound, Stand } from './readyStore.ts'
import { LEAST_CODED, likenessOf, mostLike } from './resemblance.ts'
import { countTerms, inTheme, sampleOf, withWords } from './suggestStore.ts'
import { count, frequent, newTally } from './words.ts'

/** As many comments as are read for their words: of more, every so-manieth. */
const MOST_READ = 4_000
/** As many as are gone through at once: one process serves everybody. */
const AT_ONCE = 200

export type Suggested = { words: Counted[]; pairs: Counted[]; read: number; all: number }
type Counted = { term: string; comments: number }

/** The words of a round's comments, or of those of one question, that are worth a look, each with how many comments a search for it finds. */
export const suggestWords = (db: Db, of: OfRound, stand: Stand, question: string): Promise<Suggested> =>
  keptOfComments(db, of, stand, {
    what: 'words',
    asked: { question },
    movesWith: 'texts',
    work: async () => {
      const { comments, all: total } = await sampleOf(db, of, MOST_READ)
      const tally = newTally()
      for (let at = 0; at < comments.length; at += AT_ONCE) {
        count(tally, comments.slice(at, at + AT_ONCE))
        await setImmediate()
      }
      const { words, pairs } = frequent(tally, question)
      const counted = new Map(
        (await countTerms(db, of, { terms: [...words, ...pairs], question })).map(({ term, comments: n }) => [term, n]),
      )
      const withCounts = (terms: readonly string[]) => {
        const all = terms.map(term => ({ term, comments: counted.get(term) ?? 0 }))
        return question === '' ? all.sort((one, other) => other.comments - one.comments) : all
      }
      return { words: withCounts(words), pairs: withCounts(pairs), read: comments.length, all: total }
    },
  })

const MOST_CODED = 500
const MOST_OTHERS = 1_000
const MOST_CANDIDATES = 1_000
const WORDS_LOOKED_FOR = 12
const MOST_SHOWN = 15

/** Comments that are like those of a theme and not in it, the most like first, and the words by which they were found. None of a theme of too few. */
export async function likeTheme(
  db: Db,
  of: OfRound,
  stand: Stand,
  themeId: Id<'commentTheme'>,
): Promise<{ comments: ListedComment[]; words: string[]; enough: boolean }> {
  const { ids, words, enough } = await keptOfComments(db, of, stand, {
    what: 'like a theme',
    asked: { themeId },
    work: async () => {
      const coded = await inTheme(db, of, themeId, MOST_CODED)
      if (coded.length < LEAST_CODED) return { ids: [], words: [], enough: false }
      const known = new Set(coded.map(({ id }) => id))
      const others = (await sampleOf(db, of, MOST_OTHERS)).comments.filter(({ id }) => !known.has(id))
      const likeness = likenessOf(
        coded.map(({ body }) => body),
        others.map(({ body }) => body),
      )
      const lookedFor = [...likeness.keys()].slice(0, WORDS_LOOKED_FOR)
      if (lookedFor.length === 0) return { ids: [], words: [], enough: true }
      const candidates = await withWords(db, of, { themeId, words: lookedFor, most: MOST_CANDIDATES })
      return { ids: mostLike(candidates, likeness, MOST_SHOWN).map(({ id }) => id), words: lookedFor, enough: true }
    },
  })
  return { comments: await commentsById(db, of, ids), words, enough }
}
