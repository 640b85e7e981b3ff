import type { Request, Response } from 'express'
import { idIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import type { PageModel } from '../../../platform/http/page.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { reachesSection, type ContributorActor } from '../../history/index.ts'
import { takesAnswer } from '../../questions/index.ts'
import { sections, type StoredResponse } from '../../returns/index.ts'
import { versionsView } from '../../returnPages/index.ts'
import { openFor } from '../openActions.ts'
import { mayAnswerIn } from '../reach.ts'
import { dismissTold } from '../toldActions.ts'
import { deskOf, type SectionActor } from './sectionDesk.ts'
import { toldView } from './toldView.ts'

type Context = PageContext<SectionActor>

const TITLE = 'Earlier versions'

/** What is and was stored for one question of one's own return. */
export const versionsPage: Page<ContributorActor> = async (context, req, res) => {
  const open = await openFor(context.db, context.actor)
  await showVersions(context, req, res, {
    open,
    mayChange: open.document.sections.some(
      ({ key, questions }) => questions.some(question => question.key === req.params.question) && mayAnswerIn(open, key),
    ),
    frame: { backLink: { text: 'The whole return', href: '/return/whole' } },
  })
}

/** The versions of the answer to the question that the address names, on either desk. @throws Refusal (not found), also when the person may not see its section */
export async function showVersions(
  { db, actor, now }: Context,
  req: Request,
  res: Response,
  { open, mayChange, frame }: { open: sections.OpenSection; mayChange: boolean; frame: Partial<PageModel> },
): Promise<void> {
  const { auditReturn, document, reach } = open
  const section = document.sections.find(({ questions }) => questions.some(({ key }) => key === req.params.question))
  const question = section?.questions.find(({ key }) => key === req.params.question)
  if (!section || !question || !takesAnswer(question) || !reachesSection(reach, section.key)) throw notFound()
  const of = { partnershipId: actor.partnershipId, returnId: auditReturn.id, key: question.key }
  const desk = deskOf(actor, auditReturn)
  renderPage(res, 'answering/versions', {
    ...frame,
    title: TITLE,
    caption: `${TITLE}: ${section.title}`,
    heading: question.label,
    told: toldView(open, desk, { now: now() }),
    read: versionsView(question, await sections.versionsOf(db, of), {
      now: now(),
      ...(mayChange
        ? { againHref: (version: number) => `${desk.section(section.key)}?again=${question.key}.${version}#question-${question.key}` }
        : {}),
    }),
  })
}

/** The version that an address like "priority.3" asks to put back into the form: it is stored when somebody saves. */
export async function againAsked(
  { db, actor }: Context,
  { auditReturn }: sections.OpenSection,
  asked: string,
): Promise<{ key: string; response: StoredResponse } | null> {
  const [, key, version] = /^([a-z][a-z0-9_]{0,99})\.(\d{1,9})$/.exec(asked) ?? []
  if (key === undefined) return null
  const all = await sections.versionsOf(db, { partnershipId: actor.partnershipId, returnId: auditReturn.id, key })
  const response = all.find(candidate => candidate.version === Number(version))
  return response ? { key, response } : null
}

/** POST: somebody has read who chose their own text over theirs. */
export const dismissPage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const { auditReturn } = await openFor(db, actor)
  await dismissFrom(db, actor, req, auditReturn.id)
  res.redirect(303, '/return')
}

/** What a page told, as its form says it. */
export async function dismissFrom(db: Db, actor: SectionActor, req: Request, returnId: Id<'return'>): Promise<void> {
  const upTo = idIn<'chosenOver'>(typed(req.body, 'upTo'))
  if (upTo !== undefined) await dismissTold(db, actor, { returnId, upTo })
}
