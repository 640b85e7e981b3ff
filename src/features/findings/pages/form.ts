import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { errorsBy, summaryOf, type ErrorOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound, type Round } from '../../rounds/index.ts'
import { changeFinding, countingForPage, createFinding } from '../actions.ts'
import { countableQuestions, valuesToCount, type CountableQuestion } from '../areaQuestions.ts'
import type { CountIn } from '../completedStore.ts'
import { countAnswers, countFindings } from '../countStore.ts'
import { FINDING_KINDS, KIND_WORDS, sentenceOf, SOURCE_WORDS, SOURCES, UNWRITTEN, type Finding } from '../finding.ts'
import { quantify } from '../quantifier.ts'
import { countedIn, fieldOf, findingForm, formAddress, idOf, keyed, parseFinding, textOf, versioned, type FindingForm } from '../schemas.ts'
import type { AnswerCount } from '../suggestions.ts'
import { findingsHref, findingsTrail, visibleFinding } from './visible.ts'

/** GET: a new finding on an area, empty or as a suggestion begins it. */
export const newFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  await show(db, res, { round, form: findingForm(req.query) })
}

/** POST: the sentence as it would read, or (with `intent=save`) the finding kept. */
export const createFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = findingForm(req.body)
  const { questions } = await areaOf(db, round, form.areaKey)
  const parsed = parseFinding(form, questions)
  if (!parsed.ok || typed(req.body, 'intent') !== 'save') {
    await show(db, res, { round, form, errors: parsed.ok ? [] : parsed.errors })
    return
  }
  const { kind, statement, counted } = parsed
  const { areaKey, source } = form
  const made = { roundId: round.id, areaKey, source, kind, statement, counted, requestKey: keyed.parse(req.body)._key }
  const { findingId, n, of } = await createFinding(db, actor, made)
  req.session.notice = { text: `“${sentenceOf(quantify(n, of), source, statement)}” is among the findings.` }
  res.redirect(303, `${findingsHref(round.id)}#finding-${findingId}`)
}

/** GET: a finding to be reworded. A link may change what it counts. */
export const editFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const asked = findingForm(req.query)
  const form = typed(req.query, 'source') === '' ? formOf(finding) : { ...asked, areaKey: finding.areaKey }
  await show(db, res, { round, form, finding, version: finding.version })
}

/** POST: the sentence as it would read, or the finding changed, unless somebody else has changed it meanwhile. */
export const changeFindingPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const form = { ...findingForm(req.body), areaKey: finding.areaKey }
  const { version } = versioned.parse(req.body)
  const { questions } = await areaOf(db, round, form.areaKey)
  const parsed = parseFinding(form, questions)
  if (!parsed.ok || typed(req.body, 'intent') !== 'save') {
    await show(db, res, { round, form, finding, version, errors: parsed.ok ? [] : parsed.errors })
    return
  }
  const { kind, statement, counted } = parsed
  const change = { areaKey: finding.areaKey, source: form.source, kind, statement, counted, version }
  const { changedSince } = await changeFinding(db, actor, { roundId: round.id, findingId: finding.id, change })
  if (changedSince) {
    await show(db, res.status(409), { round, form, finding, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The finding is changed and counted again.' }
  res.redirect(303, `${findingsHref(round.id)}#finding-${finding.id}`)
}

const formOf = ({ areaKey, source, kind, statement, counted }: Finding): FindingForm => ({
  areaKey,
  source,
  kind,
  statement,
  ticked: new Map(counted.map(({ question, values }) => [question, values.map(textOf)])),
})

/** An area of the round with the questions that can be counted. @throws Refusal (not found) when the round has no such area */
async function areaOf(db: Db, round: Round, areaKey: string): Promise<{ title: string; questions: CountableQuestion[]; where: CountIn }> {
  const area = round.evidenceAreas.find(({ key }) => key === areaKey)
  if (!area) throw notFound()
  const where = await countingForPage(db, round.partnershipId, round.id)
  const documents = where.documents.map(({ document }) => document)
  return { title: area.title, questions: countableQuestions(documents, areaKey), where }
}

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
  const { title, questions, where } = await areaOf(db, round, form.areaKey)
  const counts = await countAnswers(
    db,
    where,
    form.source,
    questions.map(({ key }) => key),
    `area ${form.areaKey}`,
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
    areaTitle: title,
    action,
    cancelHref: here,
    hidden: [
      { name: 'area', value: form.areaKey },
      { name: 'source', value: form.source },
      finding ? { name: 'version', value: String(state.version ?? finding.version) } : { name: '_key', value: randomUUID() },
    ],
    conflict: changedSince && conflictWords(changedSince),
    sentence: await sentence(db, where, form, questions),
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
      label: { text: 'What do they have in common?', classes: 'govuk-label--s' },
      hint: {
        text: 'It follows “Almost all establishments (96 of 101)”. Begin with the verb: “have a child protection policy that is current”.',
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

/** The finding as it would read now; nothing while it says nothing. */
async function sentence(db: Db, where: CountIn, form: FindingForm, questions: readonly CountableQuestion[]): Promise<string> {
  const counted = countedIn(form, questions)
  if (counted.length === 0) return ''
  const count = (await countFindings(db, where, [{ id: UNWRITTEN, source: form.source, counted }])).get(UNWRITTEN)
  return sentenceOf(quantify(count?.n ?? 0, count?.of ?? 0), form.source, form.statement.trim() === '' ? '…' : form.statement)
}

function conflictWords(theirs: Finding) {
  const quantity = quantify(theirs.n, theirs.of)
  return {
    theirs: `${theirs.changedBy} changed it to:`,
    theirText: `${KIND_WORDS[theirs.kind].words}: ${sentenceOf(quantity, theirs.source, theirs.statement)}`,
    mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
  }
}
