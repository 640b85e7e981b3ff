import type { Request, Response } from 'express'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { sayCount } from '../../../platform/say.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { summary, type Question } from '../../questions/index.ts'
import { responseLines } from '../../returnPages/index.ts'
import type { Round } from '../../rounds/index.ts'
import { memberHref, sampleHref } from '../paths.ts'
import { VERDICT_WORDS, VERDICTS, type VerdictConflict } from '../review.ts'
import type { AreaToReview } from '../reviewQuestions.ts'
import { recordVerdicts } from '../reviewActions.ts'
import { parseVerdicts } from '../schemas.ts'
import type { DipSample } from '../store.ts'
import type { SampleMember } from '../memberStore.ts'
import { fileLink, reviewedIn, underReview, type UnderReview } from './reviewed.ts'
import { samplesTrail, visibleMember } from './visible.ts'

/** The questions of one area, each with what the establishment said, what it sent, and what the reviewer finds. */
export const areaPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member } = await visibleMember(db, actor, req)
  const under = await underReview(db, actor.partnershipId, member, sample.areas)
  show(res, { round, sample, member, under, area: areaOf(under, req), actor })
}

/**
 * Saves what a reviewer found in one area. Valid verdicts are kept beside invalid ones, and where somebody else has recorded
 * another verdict since, both are shown and nothing is overwritten.
 */
export const saveAreaPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const before = await underReview(db, actor.partnershipId, member, sample.areas)
  const area = areaOf(before, req)
  const form = parseVerdicts(
    req.body,
    area.questions.map(({ key }) => key),
  )
  const { written, conflicts } = await recordVerdicts(db, actor, { ...path, entries: form.entries })
  if (form.errors.length > 0 || conflicts.length > 0) {
    const under = await underReview(db, actor.partnershipId, member, sample.areas)
    res.status(conflicts.length > 0 ? 409 : 422)
    show(res, { round, sample, member, under, area: areaOf(under, req), actor, ...form, conflicts })
    return
  }
  const next = typed(req.body, 'intent') === 'next' ? nextArea(before, area) : undefined
  req.session.notice = {
    text: written.length === 0 ? `Nothing was new in ${area.title}.` : `${sayCount(written.length, 'verdict')} saved in ${area.title}.`,
  }
  res.redirect(303, next ? `${memberHref(path)}/areas/${next.key}` : memberHref(path))
}

function areaOf({ areas }: UnderReview, req: Request): AreaToReview {
  const area = areas.find(({ key }) => key === req.params.area)
  if (!area) throw notFound()
  return area
}

const nextArea = ({ areas }: UnderReview, area: AreaToReview): AreaToReview | undefined =>
  areas[areas.findIndex(({ key }) => key === area.key) + 1]

type State = {
  round: Round
  sample: DipSample
  member: SampleMember
  under: UnderReview
  area: AreaToReview
  actor: StaffActor
  errors?: readonly FormError[]
  conflicts?: readonly VerdictConflict[]
  typedIn?: ReadonlyMap<string, { verdict: string; note: string }>
}

function show(res: Response, state: State): void {
  const { round, sample, member, under, area, actor, errors = [], conflicts = [] } = state
  const memberIs = { roundId: round.id, sampleId: sample.id, memberId: member.id }
  const attached = new Set(area.questions.map(({ key }) => key))
  const elsewhere = under.files.filter(({ questionKeys }) => !questionKeys.some(key => attached.has(key)))
  const next = nextArea(under, area)
  const editable = roleHolds(actor.role, 'review.record') && member.replacedAt === null
  renderPage(res, 'sampling/area', {
    title: area.title,
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(memberIs) },
      { text: area.title },
    ),
    errors: [
      ...summaryOf(errors),
      ...conflicts.map(({ questionKey }) => ({
        text: `Someone else recorded another verdict on “${nameOf(area, questionKey)}”`,
        href: `#verdict-${questionKey}`,
      })),
    ],
    establishment: member.establishmentName,
    progress:
      area.questions.length === 0
        ? 'Nothing is asked in this area.'
        : `${reviewedIn(area, under.verdicts)} of ${area.questions.length} reviewed.`,
    selfRated: under.responses.size > 0,
    kept: area.evidenceQuestions.flatMap(question => {
      const said = under.responses.get(question.key)
      return said ? summary(question, said.answer) : []
    }),
    files: elsewhere.map(file => fileLink(member.returnId, file)),
    filesHeading: elsewhere.length === under.files.length ? 'Documents' : 'Other documents of this return',
    meanings: VERDICTS.map(verdict => ({ words: VERDICT_WORDS[verdict].words, means: VERDICT_WORDS[verdict].hint })),
    action: `${memberHref(memberIs)}/areas/${area.key}`,
    editable,
    questions: area.questions.map(question => questionView(question, state)),
    nextText: next ? `Save and go on to ${next.title.charAt(0).toLowerCase()}${next.title.slice(1)}` : '',
    backHref: memberHref(memberIs),
  })
}

const nameOf = (area: AreaToReview, key: string): string => {
  const question = area.questions.find(candidate => candidate.key === key)
  return question?.shortLabel ?? question?.label ?? key
}

function questionView(question: Question, { under, member, errors = [], conflicts = [], typedIn }: State) {
  const { key } = question
  const stored = under.verdicts.get(key)
  const conflict = conflicts.find(({ questionKey }) => questionKey === key)
  const shown = typedIn?.get(key) ?? { verdict: stored?.verdict ?? '', note: stored?.note ?? '' }
  const errorOf = errorsBy(errors)
  return {
    key,
    label: question.label,
    source: question.reference ?? '',
    lines: responseLines(question, under.responses.get(key)),
    files: under.files.filter(({ questionKeys }) => questionKeys.includes(key)).map(file => fileLink(member.returnId, file)),
    hidden: [
      { name: `version.${key}`, value: String(stored?.version ?? 0) },
      { name: `shown.${key}`, value: stored?.verdict ?? '' },
      { name: `shownNote.${key}`, value: stored?.note ?? '' },
    ],
    conflict: conflict ? conflictWords(conflict) : undefined,
    verdict: {
      idPrefix: `verdict-${key}`,
      name: `verdict.${key}`,
      classes: 'govuk-radios--small app-verdicts',
      fieldset: { legend: { text: 'What does the evidence show?', classes: 'govuk-fieldset__legend--s' }, describedBy: `question-${key}` },
      items: [
        ...VERDICTS.map(value => ({ value, text: VERDICT_WORDS[value].words, checked: shown.verdict === value })),
        ...(stored ? [{ value: '', text: 'Not reviewed yet', checked: shown.verdict === '' }] : []),
      ],
      errorMessage: errorOf(`verdict-${key}`),
    },
    note: {
      id: `note-${key}`,
      name: `note.${key}`,
      label: { text: 'Note' },
      describedBy: `question-${key}`,
      rows: 2,
      value: shown.note,
      errorMessage: errorOf(`note-${key}`),
    },
    by: stored ? `${stored.reviewerName}, ${sayInstant(stored.at)}` : '',
    read: stored ? { verdict: VERDICT_WORDS[stored.verdict].words, note: stored.note } : undefined,
  }
}

function conflictWords({ theirs, mine }: VerdictConflict) {
  const my = mine.verdict === null ? 'no verdict' : `“${VERDICT_WORDS[mine.verdict].words}”`
  return {
    theirs: theirs
      ? `${theirs.reviewerName} recorded “${VERDICT_WORDS[theirs.verdict].words}” at ${sayInstant(theirs.at)}, while you had this page open.`
      : 'Someone else took the verdict away while you had this page open.',
    theirNote: theirs?.note ?? '',
    mine: `You chose ${my}: it is still below, and is not saved. Save again to put it in place of theirs, or choose theirs.`,
  }
}
