import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { errorsBy, summaryOf, type ErrorOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { changeFinding, createFinding } from '../actions.ts'
import { valuesToCount, type CountableQuestion } from '../partQuestions.ts'
import type { CountIn } from '../completedStore.ts'
import { countAnswers, countFindings } from '../countStore.ts'
import {
  FINDING_KINDS,
  KIND_WORDS,
  sentenceOf,
  SOURCE_WORDS,
  SOURCES,
  NOBODY,
  UNWRITTEN,
  type Finding,
  type PartOfAudit,
} from '../finding.ts'
import { countedIn, fieldOf, findingForm, formAddress, idOf, keyed, parseFinding, versioned, type FindingForm } from '../schemas.ts'
import type { AnswerCount } from '../suggestions.ts'
import { textOf } from '../textOf.ts'
import { findingsHref, findingsTrail, visibleFinding, visiblePart } from './visible.ts'

/** GET: a new finding on an area, empty or as a suggestion begins it. */
export const newFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await show(db, res, { round, form: findingForm(req.query) })
}

/** POST: the sentence as it would read, or (with `intent=save`) the finding kept. */
export const createFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = findingForm(req.body)
  const { title, questions } = await visiblePart(db, round, form)
  const parsed = parseFinding(form, questions)
  if (!parsed.ok || typed(req.body, 'intent') !== 'save') {
    await show(db, res, { round, form, errors: parsed.ok ? [] : parsed.errors })
    return
  }
  const { kind, statement, counted } = parsed
  const { part, partKey, source } = form
  const made = { roundId: round.id, part, partKey, source, kind, statement, counted, requestKey: keyed.parse(req.body)._key }
  const { findingId } = await createFinding(db, actor, made)
  req.session.notice = { text: `The finding on ${title} is saved.` }
  res.redirect(303, `${findingsHref(round.id)}#finding-${findingId}`)
}

/** GET: a finding to be reworded. A link may change what it counts. */
export const editFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const asked = findingForm(req.query)
  const form = typed(req.query, 'source') === '' ? formOf(finding) : { ...asked, ...partOf(finding) }
  await show(db, res, { round, form, finding, version: finding.version })
}

/** POST: the sentence as it would read, or the finding changed, unless somebody else has changed it meanwhile. */
export const changeFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const form = { ...findingForm(req.body), ...partOf(finding) }
  const { version } = versioned.parse(req.body)
  const { questions } = await visiblePart(db, round, form)
  const parsed = parseFinding(form, questions)
  if (!parsed.ok || typed(req.body, 'intent') !== 'save') {
    await show(db, res, { round, form, finding, version, errors: parsed.ok ? [] : parsed.errors })
    return
  }
  const { kind, statement, counted } = parsed
  const change = { ...partOf(finding), source: form.source, kind, statement, counted, version }
  const { changedSince } = await changeFinding(db, actor, { roundId: round.id, findingId: finding.id, change })
  if (changedSince) {
    await show(db, res.status(409), { round, form, finding, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The finding is changed.' }
  res.redirect(303, `${findingsHref(round.id)}#finding-${finding.id}`)
}

const partOf = ({ part, partKey }: PartOfAudit): PartOfAudit => ({ part, partKey })

const formOf = ({ source, kind, statement, counted, ...finding }: Finding): FindingForm => ({
  ...partOf(finding),
  source,
  kind,
  statement,
  ticked: new Map(counted.map(({ question, values }) => [question, values.map(textOf)])),
})

type State = {
  round: Round
  form: FindingForm
  errors?: readonly FormError[]
  /** The finding that is changed; none when it is new. */
  finding?: Finding
  version?: number
  changedSince?: Finding
}

async function show(db: Db, res: Response, state: State): Promise<void> {
  const { round, form, errors = [], finding, changedSince } = state
  const { title, questions, where } = await visiblePart(db, round, form)
  const { leastForWords } = await settingsOf(db, round.partnershipId)
  const counts = await countAnswers(
    db,
    where,
    form.source,
    questions.map(({ key }) => key),
    `${form.part} ${form.partKey}`,
  )
  if (errors.length > 0) res.status(422)
  const here = findingsHref(round.id)
  const action = finding ? `${here}/${finding.id}` : here
  const errorOf = errorsBy(errors)
  renderPage(res, 'findings/form', {
    title: finding ? 'Change a finding' : 'Write a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: finding ? 'Change a finding' : 'Write a finding' }),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this finding since you opened this page', href: '#statement' }] : []),
    ],
    partTitle: title,
    action,
    cancelHref: here,
    hidden: [
      { name: form.part, value: form.partKey },
      { name: 'source', value: form.source },
      finding ? { name: 'version', value: String(state.version ?? finding.version) } : { name: '_key', value: randomUUID() },
    ],
    conflict: changedSince && conflictWords(changedSince, leastForWords),
    sentence: await wouldRead(db, where, { form, questions, least: leastForWords }),
    sources: SOURCES.map(source => ({
      text: SOURCE_WORDS[source].words,
      href: formAddress(finding ? `${action}/edit` : `${here}/new`, {
        ...form,
        source,
        counted: source === 'reviewed' || form.source === 'reviewed' ? [] : countedIn(form, questions),
      }),
      current: source === form.source,
    })),
    kind: {
      idPrefix: 'kind',
      name: 'kind',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'What kind of finding is it?', classes: 'govuk-fieldset__legend--s' } },
      items: FINDING_KINDS.map(value => ({ value, text: KIND_WORDS[value].words, checked: form.kind === value })),
      errorMessage: errorOf('kind'),
    },
    statement: {
      id: 'statement',
      name: 'statement',
      limit: 500,
      label: { text: 'What do they have in common?', classes: 'govuk-label--s' },
      hint: {
        text: 'It follows “Almost all (96) of the 101 establishments that have sent theirs”. Begin with the verb: “have a child protection policy that is current”.',
      },
      rows: 2,
      value: form.statement,
      errorMessage: errorOf('statement'),
    },
    questions: questions.map(question => answersField(question, form, counts, errorOf)),
    noQuestions: questions.length === 0,
  })
}

/** The boxes of one question: its possible values, each with how many gave it. */
function answersField(question: CountableQuestion, form: FindingForm, counts: readonly AnswerCount[], errorOf: ErrorOf) {
  const name = fieldOf(question.key)
  return {
    idPrefix: idOf(question.key),
    name,
    classes: 'govuk-checkboxes--small',
    fieldset: { legend: { text: question.label } },
    items: valuesToCount(question, form.source).map(({ value, label }) => ({
      value: textOf(value),
      text: `${label} (${counts.find(({ key, answer }) => key === question.key && answer === value)?.count ?? 0})`,
      checked: form.ticked.get(question.key)?.includes(textOf(value)) ?? false,
    })),
    errorMessage: errorOf(idOf(question.key)),
  }
}

type Unwritten = { form: FindingForm; questions: readonly CountableQuestion[]; least: number }

/** The finding as it would read now; nothing while it says nothing. */
async function wouldRead(db: Db, where: CountIn, { form, questions, least }: Unwritten): Promise<string> {
  const counted = countedIn(form, questions)
  if (counted.length === 0) return ''
  const count = (await countFindings(db, where, [{ id: UNWRITTEN, source: form.source, counted }])).get(UNWRITTEN) ?? NOBODY
  const statement = form.statement.trim() === '' ? '…' : form.statement
  return sentenceOf({ ...count, source: form.source, statement }, least)
}

const conflictWords = (theirs: Finding, least: number) => ({
  theirs: `${theirs.changedBy} changed it to:`,
  theirText: `${KIND_WORDS[theirs.kind].words}: ${sentenceOf(theirs, least)}`,
  mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
})
