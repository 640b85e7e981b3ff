import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { codingHref, commentHref, commentsHref, quotationHref, quotationsHref, themeHref } from '../paths.ts'
import { pickQuotation } from '../quotationActions.ts'
import { LONGEST_QUOTATION, pickSchema, seenValue } from '../schemas.ts'
import { askedIn, codingTrail, visibleComment } from './visible.ts'

/** GET: a comment whole, with its themes; and its words to pick a quotation from. */
export const commentPage: Page<StaffActor> = async (context, req, res) => {
  await show(context, res, await visibleComment(context.db, context.actor, req), {})
}

/** POST: words of it are picked to be quoted, and edited next. */
export const pickPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleComment(context.db, context.actor, req)
  const original = typed(req.body, 'original')
  const parsed = parseForm(pickSchema, req.body)
  if (!parsed.ok) {
    await show(context, res.status(422), found, { original, errors: parsed.errors })
    return
  }
  const { round, comment } = found
  const picked = { roundId: round.id, commentId: comment.id, original: parsed.values.original, requestKey: parsed.values._key }
  const { quotationId } = await pickQuotation(context.db, context.actor, picked)
  if (quotationId === undefined) {
    const message = comment.standing
      ? 'The words are not in the comment as it is now: leave words out at the beginning and the end only. You can edit it on the next page'
      : 'This comment is not counted any more, so it cannot be quoted'
    await show(context, res.status(422), found, { original, errors: [{ field: 'original', message }] })
    return
  }
  req.session.notice = { text: 'The quotation is picked. Edit it now: nothing is published as it was written.' }
  res.redirect(303, quotationHref(round.id, quotationId))
}

type Found = Awaited<ReturnType<typeof visibleComment>>

async function show(
  { db, actor }: PageContext<StaffActor>,
  res: Response,
  { round, of, comment }: Found,
  { original, errors = [] }: { original?: string; errors?: readonly FormError[] },
): Promise<void> {
  const { documents } = await askedIn(db, of)
  const document = documents.find(({ versionId }) => versionId === comment.versionId)?.document
  const section = document?.sections.find(({ questions }) => questions.some(({ key }) => key === comment.question))
  const question = section?.questions.find(({ key }) => key === comment.question)
  const here = commentHref(round.id, comment.id)
  const errorOf = errorsBy(errors)
  renderPage(res, 'coding/comment', {
    title: `A comment of ${comment.establishment}`,
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: comment.establishment }),
    roundName: round.name,
    errors: summaryOf(errors),
    about: [section?.title ?? '', question?.label ?? comment.question].filter(part => part !== '').join(': '),
    source: comment.source === 'answer' ? 'An answer in words' : 'A comment next to an answer',
    returnHref: `/returns/${comment.returnId}`,
    moreHref: commentsHref(round.id, { returnId: comment.returnId }),
    body: comment.body,
    was: comment.was,
    gone: comment.standing ? '' : 'It is not counted any more: its return was sent back, or the text is not there any more.',
    codes: comment.codes.map(({ themeId, name, holds, codedBy, codedAt }) => ({
      name,
      href: themeHref(round.id, themeId),
      line: `${codedBy}, ${sayInstant(new Date(codedAt))}${holds ? '' : '. The comment has changed since'}`,
      remove: `${codingHref(round.id)}/codes?theme=${themeId}&return=${comment.returnId}`,
      seen: seenValue(comment),
      key: randomUUID(),
    })),
    keep:
      comment.standing && comment.codes.some(({ holds }) => !holds)
        ? { action: `${codingHref(round.id)}/codes?show=changed`, seen: seenValue(comment), key: randomUUID() }
        : undefined,
    quotations: comment.quotations > 0 && roleHolds(actor.role, 'quotation.manage') ? quotationsHref(round.id) : '',
    pick:
      comment.standing && roleHolds(actor.role, 'quotation.manage')
        ? {
            action: `${here}/quotations`,
            key: randomUUID(),
            version: String(comment.version),
            original: {
              id: 'original',
              name: 'original',
              limit: 1_000,
              label: { text: 'Words to quote', classes: 'govuk-label--s' },
              hint: {
                text: `Leave out what you do not want to quote, at the beginning and the end. Up to ${LONGEST_QUOTATION} characters.`,
              },
              rows: 5,
              value: original ?? comment.body,
              errorMessage: errorOf('original'),
            },
          }
        : undefined,
  })
}
