import { type AskedQuestion, questionsIn, nameOf } from '../../counting/index.ts'
import { strata } from '../../sampling/index.ts'
import { sayVerdict } from '../../verdicts/index.ts'
import type { Request } from 'express'
import type { DataTable } from '../../../platform/http/components.ts'
import { captionOf, paginate } from '../../../platform/http/paginate.ts'
import { queryPage, queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { capitalised } from '../../../platform/say.ts'
import { roundDocuments, type RoundDocument } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { summary } from '../../questions/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { memberHref, samplesHref, selfRatingsHref } from '../../sampling/index.ts'
import { selfRatedGroups } from '../selfRatingActions.ts'
import { FOUND, sayFound, type Found } from '../selfRating.ts'
import { selfRatedList, selfRatedParts, type SelfRatedFilter, type SelfRatedLine } from '../selfRatingStore.ts'
import { partHref, sectionTitle, type Part } from './selfRatingPart.ts'
import { sectionsOf, strataIn } from './selfRatings.ts'

const PAGE_SIZE = 50

/** The self-ratings behind one number: whose they are, what was said, and what the reviewer found. */
export const selfRatingListPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const documents = await roundDocuments(db, round.partnershipId, round.id)
  const questions = questionsIn(documents)
  const found = foundIn(req)
  const { part, title, filter } = await partIn(db, req, round, questions)
  const of = { partnershipId: round.partnershipId, roundId: round.id }
  const { total, page, lines } = await selfRatedList(db, of, { found, ...filter }, { page: queryPage(req), pageSize: PAGE_SIZE })
  const list = { page, pageSize: PAGE_SIZE, total, noun: 'answer' }
  renderPage(res, 'reviewing/selfRatingList', {
    title: `${sayFound(found)}: ${title}`,
    layout: 'staff',
    breadcrumbs: roundTrail(
      round,
      { text: 'Dip samples', href: samplesHref(round.id) },
      { text: 'Self-ratings', href: selfRatingsHref(round.id) },
      { text: sayFound(found) },
    ),
    roundName: round.name,
    table: total === 0 ? undefined : tableOf(lines, captionOf(list), documents, questions),
    empty: {
      heading: 'No answer here now',
      text: 'Reviewers may have changed their verdicts since you opened the page that led here.',
      action: { text: 'How far self-ratings hold', href: selfRatingsHref(round.id) },
    },
    pagination: paginate({ ...list, href: number => `${partHref(round.id, part, found)}&page=${number}` }),
  })
}

function foundIn(req: Request): Found | 'judged' {
  const asked = queryText(req, 'found')
  return asked === 'judged' ? asked : (FOUND.find(known => known === asked) ?? 'judged')
}

type Narrowed = { part: Part; title: string; filter: Omit<SelfRatedFilter, 'found'> }

/** What of the round the address names: a question, a section or a group. @throws Refusal not found when none that there is */
async function partIn(db: Db, req: Request, round: Round, questions: ReadonlyMap<string, AskedQuestion>): Promise<Narrowed> {
  const { question, section } = req.query
  if (typeof question === 'string')
    return { part: { question }, title: nameOf(question, questions), filter: { questions: [question], returnIds: null } }
  const parts = await selfRatedParts(db, { partnershipId: round.partnershipId, roundId: round.id }, sectionsOf(questions))
  if (typeof section === 'string') {
    const keys = parts.flatMap(part => (part.part === 'question' && part.section === section ? (part.question ?? []) : []))
    const [first] = keys
    if (first === undefined) throw notFound()
    return { part: { section }, title: sectionTitle(first, questions), filter: { questions: keys, returnIds: null } }
  }
  const by = strataIn(req)
  const group = queryText(req, 'group')
  const returns = (await selfRatedGroups(db, round, { by, parts })).get(group)
  if (!returns) throw notFound()
  const returnIds = returns.flatMap(({ returnId }) => returnId ?? [])
  return { part: { by, group }, title: `${group} (${strata.STRATA_WORDS[by]})`, filter: { questions: null, returnIds } }
}

function tableOf(
  lines: readonly SelfRatedLine[],
  caption: string,
  documents: readonly RoundDocument[],
  questions: ReadonlyMap<string, AskedQuestion>,
): DataTable {
  const worded = new Map<Id<'version'>, ReadonlyMap<string, AskedQuestion>>(documents.map(found => [found.versionId, questionsIn([found])]))
  return {
    id: 'verdicts',
    caption,
    columns: [{ text: 'Establishment' }, { text: 'Question' }, { text: 'They said' }, { text: 'The reviewer found' }],
    rows: lines.map(line => {
      const asked = worded.get(line.versionId)?.get(line.question) ?? questions.get(line.question)
      return [
        { text: line.establishmentName, href: memberHref(line) },
        { text: nameOf(line.question, questions) },
        { text: asked ? capitalised(summary(asked.question, line.aboutAnswer).join('; ')) : '' },
        { text: sayVerdict(line), ...(line.note === '' ? {} : { hint: line.note }) },
      ]
    }),
    compact: true,
  }
}
