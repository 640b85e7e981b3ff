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
import type { Id } from '../../../platform/id.ts'
import { capitalised } from '../../../platform/say.ts'
import { roundDocuments, type RoundDocument } from '../../counting/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { summary } from '../../questions/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { memberHref, samplesHref, selfRatingsHref } from '../../sampling/index.ts'
import { selfRatingsListed } from '../selfRatingActions.ts'
import { FOUND, sayFound, type Found, type Part } from '../selfRating.ts'
import type { SelfRatedLine } from '../selfRatingStore.ts'
import { partHref, sectionTitle } from './selfRatingPart.ts'
import { strataIn } from './selfRatings.ts'

const PAGE_SIZE = 50

/** The self-ratings behind one number: whose they are, what was said, and what the reviewer found. */
export const selfRatingListPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const documents = await roundDocuments(db, round.partnershipId, round.id)
  const questions = questionsIn(documents)
  const found = foundIn(req)
  const part = partIn(req)
  const listed = await selfRatingsListed(db, round, { found, part, questions, page: queryPage(req), pageSize: PAGE_SIZE })
  if (!listed) throw notFound()
  const { total, page, lines, keys } = listed
  const title = titleOf(part, keys, questions)
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

/** What of the round the address names: a question, a section or a group. */
function partIn(req: Request): Part {
  const { question, section } = req.query
  if (typeof question === 'string') return { question }
  if (typeof section === 'string') return { section }
  return { by: strataIn(req), group: queryText(req, 'group') }
}

/** @param keys the questions of a section */
function titleOf(part: Part, keys: readonly string[], questions: ReadonlyMap<string, AskedQuestion>): string {
  if ('question' in part) return nameOf(part.question, questions)
  if ('section' in part) return sectionTitle(keys[0] ?? '', questions)
  return `${part.group} (${strata.STRATA_WORDS[part.by]})`
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
