import { shares } from '../findings/index.ts'
import { sayCount } from '../../platform/say.ts'

/** One rating as it says something good of an establishment, or not. */
export type RatedWell = {
  label: string
  /** The own answer, in words. */
  own: string
  /** It is the best of its scale. */
  isBest: boolean
  /** It was given, and the question applies. */
  isRated: boolean
  /** How many of those who were asked gave the best rating, in words; blank where that is not told. */
  share: string
  /** All of them were asked. */
  ofAll: boolean
}

export type GoodFacts = {
  sections: readonly { title: string; ratings: readonly RatedWell[] }[]
  /** So many answers reviewers looked at, and agreed with, in reviews that are concluded. */
  reviewed: { agreed: number; of: number }
  files: number
}

const MOST_RARE = 4
const MOST_SECTIONS = 4

/**
 * What the data say that is good of one establishment, a sentence each; none where there is nothing. Its own ratings are called its own:
 * nobody else has looked at them yet. What is good of few is not said: at least half of all ratings are the best, or of what was reviewed
 * was agreed with.
 */
export function goodOf({ sections, reviewed, files }: GoodFacts): string[] {
  const ratings = sections.flatMap(section => section.ratings)
  const rated = ratings.filter(({ isRated }) => isRated)
  const best = rated.filter(({ isBest }) => isBest)
  return [
    ...(reviewed.agreed > 0 && 2 * reviewed.agreed >= reviewed.of ? [sayReviewed(reviewed)] : []),
    ...(best.length > 0 && 2 * best.length >= rated.length ? [sayBest(best.length, rated.length)] : []),
    ...sayWholeSections(sections, best.length === rated.length),
    ...best
      .filter(({ share }) => shares.isHalfOrLess(share))
      .slice(0, MOST_RARE)
      .map(
        ({ label, own, share, ofAll }) =>
          `${label}: you say “${own}”. ${share} of the establishments that are shown beside you${ofAll ? '' : ', and were asked,'} do.`,
      ),
    ...(files > 0 ? [`You sent ${sayCount(files, 'document')} as evidence.`] : []),
  ]
}

const sayReviewed = ({ agreed, of }: GoodFacts['reviewed']): string =>
  agreed === of
    ? `Our reviewers looked at ${sayCount(of, 'answer')} of yours and agreed with ${of === 1 ? 'it' : 'all of them'}.`
    : `Our reviewers looked at ${sayCount(of, 'answer')} of yours and agreed with ${agreed} of ${of}.`

const sayBest = (best: number, rated: number): string =>
  best === rated
    ? `You gave yourselves the best rating on ${rated === 1 ? 'the one question' : `all ${rated} questions`} that you rated.`
    : `You gave yourselves the best rating on ${best} of the ${rated} questions that you rated.`

/** The sections in which every rating is the best one; of one question that says nothing more, nor where all are. */
function sayWholeSections(sections: GoodFacts['sections'], areAll: boolean): string[] {
  const whole = sections.filter(({ ratings }) => {
    const rated = ratings.filter(({ isRated }) => isRated)
    return rated.length > 1 && rated.every(({ isBest }) => isBest)
  })
  if (areAll || whole.length === 0) return []
  const named = whole.slice(0, MOST_SECTIONS).map(({ title }) => title)
  const more = whole.length - named.length
  return [
    `You gave the best rating throughout ${sayCount(whole.length, 'section')}: ${named.join('; ')}${more === 0 ? '' : `; and ${more} more`}.`,
  ]
}
