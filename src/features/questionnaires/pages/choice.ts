import type { Request, Response } from 'express'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { DataTable } from '../../../platform/http/components.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { choosable, countsOf, nameOf, ownChoice, withChoice, type Choice, type Counts } from '../choice.ts'
import { choiceOf, startChoice, undoChoice, type OpenChoice } from '../choiceActions.ts'
import { FaultyDocument } from '../documentRules.ts'
import { discardDraft, publishDraft } from '../draftActions.ts'
import { findDraft, type Draft } from '../draftStore.ts'
import { refuse } from '../refusals.ts'

type Context = PageContext<StaffActor>

/** "79 compulsory, 14 optional, 21 left out". */
export const sayCounts = ({ compulsory, optional, left_out: out }: Counts): string =>
  `${compulsory} compulsory, ${optional} optional, ${out} left out`

/** Where the questions of a version are chosen, or were. */
export const choiceHref = ({ id }: Pick<Draft, 'id'>): string => `/questionnaires/${id}/choice`

/** A version or a draft with its choice. @throws Refusal (not found), (conflict) where a draft is too faulty for one */
export async function choiceHere({ db, actor }: Context, req: Request): Promise<{ draft: Draft; open: OpenChoice }> {
  const draft = await findDraft(db, actor.partnershipId, idParam(req, 'versionId'))
  if (!draft || (draft.status !== 'draft' && draft.chosenFrom === null)) throw notFound()
  const open = choiceOf(draft)
  if (!open) throw refuse.cannotChoose()
  return { draft, open }
}

export const mayChange = ({ actor }: Context, { status }: Draft): boolean => status === 'draft' && roleHolds(actor.role, 'round.manage')

/** Starts a draft whose questions are chosen. */
export const startChoicePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const id = await startChoice(db, actor, {
    set: typed(req.body, 'set'),
    source: typed(req.body, 'source') === 'version' ? 'version' : 'library',
  })
  res.redirect(303, choiceHref({ id }))
}

/** All of a choice: how many questions each section asks, and what differs from the set. */
export const choicePage: Page<StaffActor> = async (context, req, res) => {
  const { draft, open } = await choiceHere(context, req)
  show(context, res, draft, open, [])
}

/** What is done with the whole draft: publish it, put the last choice back, or discard it. */
export const settleChoicePage: Page<StaffActor> = async (context, req, res) => {
  const { draft, open } = await choiceHere(context, req)
  const { db, actor } = context
  const seen = { id: draft.id, revision: wholeNumberIn(typed(req.body, 'revision'), 1_000_000) ?? 0 }
  const intent = typed(req.body, 'intent')
  if (intent === 'undo') {
    await undoChoice(db, actor, seen)
    req.session.notice = { text: 'The last choice is undone.' }
    res.redirect(303, choiceHref(draft))
  } else if (intent === 'discard') {
    await discardDraft(db, actor, seen)
    req.session.notice = { text: `The draft of set ${draft.setCode} is discarded.` }
    res.redirect(303, '/questionnaires')
  } else if (intent === 'publish') {
    const version = await publishDraft(db, actor, seen).catch((error: unknown) => {
      if (error instanceof FaultyDocument) return error
      throw error
    })
    if (version instanceof FaultyDocument) {
      show(
        context,
        res.status(422),
        draft,
        open,
        version.faults.map(({ message }) => message),
      )
      return
    }
    req.session.notice = {
      text: `Set ${draft.setCode} has a version ${version.version}. Rounds that are not open yet can take it.`,
      link: { text: 'Read it', href: `/questionnaires/${version.id}` },
    }
    res.redirect(303, '/questionnaires')
  } else throw notFound()
}

const CHANGES: readonly { own: Choice | 'any'; now: Choice; heading: string }[] = [
  { own: 'any', now: 'left_out', heading: 'Left out' },
  { own: 'compulsory', now: 'optional', heading: 'Optional, where the set has them compulsory' },
  { own: 'optional', now: 'compulsory', heading: 'Compulsory, where the set has them optional' },
]

function show(context: Context, res: Response, draft: Draft, open: OpenChoice, errors: readonly string[]): void {
  const { from, choice } = open
  const isOpen = mayChange(context, draft)
  const all = choosable(from)
  const title = isOpen ? `Choose the questions of set ${draft.setCode}` : `Questions chosen for set ${draft.setCode}`
  renderPage(res, 'questionnaires/choice', {
    title,
    layout: 'staff',
    breadcrumbs: [{ text: 'Questionnaires', href: '/questionnaires' }, { text: title }],
    caption: `${from.title}, ${from.edition}`,
    errors: errors.map(text => ({ text, href: '#sections' })),
    counts: `${sayCounts(countsOf(all, choice))}.`,
    sections: sectionsTable(draft, open),
    changed: CHANGES.map(({ own, now, heading }) => ({
      heading,
      items: all
        .filter(question => (choice.get(question.key) ?? now) === now && (own === 'any' || ownChoice(question) === own))
        .filter(question => choice.has(question.key))
        .map(nameOf),
    }))
      .filter(({ items }) => items.length > 0)
      .map(({ heading, items }) => ({ heading: `${heading} (${items.length})`, items })),
    follows: withChoice(from, choice).follows,
    form: isOpen ? { action: choiceHref(draft), revision: String(draft.revision), mayUndo: draft.before !== null } : null,
  })
}

const sectionsTable = (draft: Draft, { from, choice }: OpenChoice): DataTable => ({
  id: 'sections',
  caption: 'Sections',
  captionHidden: true,
  columns: [
    { text: 'Section' },
    { text: 'Compulsory', numeric: true },
    { text: 'Optional', numeric: true },
    { text: 'Left out', numeric: true },
  ],
  rows: from.sections
    .map(section => ({ section, questions: choosable({ sections: [section] }) }))
    .filter(({ questions }) => questions.length > 0)
    .map(({ section: { key, title }, questions }) => {
      const counts = countsOf(questions, choice)
      return [
        { text: title, href: `${choiceHref(draft)}/${key}` },
        { text: String(counts.compulsory) },
        { text: String(counts.optional) },
        { text: String(counts.left_out) },
      ]
    }),
})
