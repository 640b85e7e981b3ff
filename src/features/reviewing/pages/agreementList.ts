import { nameOf, questionsIn, roundDocuments } from '../../counting/index.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Id } from '../../../platform/id.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, sampleHref, samplesTrail, visibleSample, type DipSample } from '../../sampling/index.ts'
import { sayVerdict } from '../../verdicts/index.ts'
import { pairsListed, readTwiceIn, type ListedPair } from '../agreementStore.ts'
import { refuse } from '../refusals.ts'

const PAGE_SIZE = 100

/** Which pairs a number of the page of agreement counts: of an area or a question, and those of which the two said this and that. */
export type PairsAsked = { area?: string; question?: string; first?: string; second?: string }

/** The address of the pairs that a number counts. */
export const pairsHref = ({ roundId, id }: { roundId: Id<'round'>; id: Id<'sample'> }, asked: PairsAsked): string => {
  const query = new URLSearchParams(Object.entries(asked))
  return `${sampleHref(roundId, id)}/agreement/pairs${query.size > 0 ? `?${query.toString()}` : ''}`
}

/** GET: what two reviewers said of each question that a number of the page of agreement counts. */
export const agreementListPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { partnershipId, accountId } = actor
  const { round, sample } = await visibleSample(db, actor, req)
  if ((await readTwiceIn(db, partnershipId, sample.id, accountId)).mine) throw refuse.ownReviewOpen(sampleHref(round.id, sample.id))
  const questions = questionsIn(await roundDocuments(db, partnershipId, round.id))
  const asked = askedIn(name => queryText(req, name))
  const { area, question, first, second } = asked
  const pairs = (await pairsListed(db, partnershipId, sample.id)).filter(
    pair =>
      (area === undefined || (questions.get(pair.question)?.question.areas ?? []).includes(area)) &&
      (question === undefined || pair.question === question) &&
      (first === undefined || first === firstSaid(pair)) &&
      (second === undefined || second === secondSaid(pair)),
  )
  const page = Math.min(queryPage(req), Math.max(1, Math.ceil(pairs.length / PAGE_SIZE)))
  const list = { page, pageSize: PAGE_SIZE, total: pairs.length, noun: 'pair' }
  const href = pairsHref(sample, asked)
  const of = [
    sample.areas.find(({ key }) => key === area)?.title ?? '',
    question === undefined ? '' : nameOf(question, questions),
    first === undefined ? '' : `First: ${first.toLowerCase()}`,
    second === undefined ? '' : `Second: ${second.toLowerCase()}`,
  ].filter(part => part !== '')
  renderPage(res, 'reviewing/agreementList', {
    title: 'What two reviewers said',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: 'Agreement', href: `${sampleHref(round.id, sample.id)}/agreement` },
      { text: 'What two said' },
    ),
    sampleName: sample.name,
    of: of.length === 0 ? '' : `${of.join('. ')}.`,
    table:
      pairs.length === 0
        ? undefined
        : pairsTable(pairs.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), sample, {
            caption: captionOf(list),
            nameOf: key => nameOf(key, questions),
          }),
    empty: { heading: 'No pairs here' },
    pagination: paginate({
      ...list,
      href: number => (number === 1 ? href : `${href}${href.includes('?') ? '&' : '?'}page=${number}`),
    }),
  })
}

function askedIn(given: (name: keyof PairsAsked) => string): PairsAsked {
  const asked: PairsAsked = {}
  for (const name of ['area', 'question', 'first', 'second'] as const) if (given(name) !== '') asked[name] = given(name)
  return asked
}

const firstSaid = ({ verdict, direction }: ListedPair): string => sayVerdict({ verdict, direction })
const secondSaid = ({ otherVerdict, otherDirection }: ListedPair): string =>
  sayVerdict({ verdict: otherVerdict, direction: otherDirection })

const pairsTable = (
  pairs: readonly ListedPair[],
  { roundId, id: sampleId }: DipSample,
  words: { caption: string; nameOf: (question: string) => string },
): DataTable => ({
  id: 'pairs',
  caption: words.caption,
  captionHidden: true,
  columns: [{ text: 'Establishment' }, { text: 'Question' }, { text: 'First reviewer' }, { text: 'Second reviewer' }],
  rows: pairs.map((pair): Cell[] => [
    { text: pair.establishment, href: memberHref({ roundId, sampleId, memberId: pair.memberId }) },
    { text: words.nameOf(pair.question) },
    { text: firstSaid(pair) },
    { text: secondSaid(pair), ...(firstSaid(pair) === secondSaid(pair) ? {} : { hint: 'differs' }) },
  ]),
  compact: true,
})
