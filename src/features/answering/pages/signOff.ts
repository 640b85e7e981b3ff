import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { optionalText, requestKey } from '../../../platform/forms/fields.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLE_WORDS, type ContributorActor } from '../../history/index.ts'
import { unanswered } from '../../questionnaires/index.ts'
import { openFor } from '../openActions.ts'
import { requireWhole } from '../reach.ts'
import { type OpenReturn, canNow, stands } from '../../returns/index.ts'
import { DECLARATION, signsAs, signsOwnWork, waitsForChair } from '../signOff.ts'
import type { Addressee } from '../../correspondence/index.ts'
import { lastSentByLink, sayLastSent } from '../../messages/index.ts'
import { headToAsk } from '../askHeadActions.ts'
import { cameByMainLink, colleaguesOn } from '../../links/index.ts'
import { leadsOf, signReturn, submitReturn } from '../submitActions.ts'

type Context = PageContext<ContributorActor>

const signature = z.object({
  _key: requestKey,
  confirm: z.literal('yes', { error: 'Tick the box to say that you have read the return' }),
  jobTitle: optionalText('Job title', 120),
})

/** Where the head signs and submits, and the chair or proprietor signs. */
export const signOffPage: Page<ContributorActor> = (context, req, res) => show(context, req, res, [])

/** The head's signature: it submits the return. */
export const submitPage: Page<ContributorActor> = async (context, req, res) => {
  const form = parseForm(signature, req.body)
  if (!form.ok) return show(context, req, res.status(422), form.errors)
  const { _key: key, jobTitle } = form.values
  await submitReturn(context, context.actor, { key, jobTitle })
  res.redirect(303, '/return/receipt')
}

/** The chair's or proprietor's signature. */
export const signPage: Page<ContributorActor> = async (context, req, res) => {
  const form = parseForm(signature, req.body)
  if (!form.ok) return show(context, req, res.status(422), form.errors)
  const { _key: key, jobTitle } = form.values
  await signReturn(context.db, context.actor, { key, jobTitle })
  res.redirect(303, '/return/sign-off')
}

async function show(context: Context, req: Request, res: Response, errors: readonly FormError[]): Promise<void> {
  const { db, actor } = context
  requireWhole(actor)
  const open = await openFor(db, actor)
  const role = signsAs(actor, open.auditReturn)
  if (!canNow('submit', open.auditReturn) && !canNow('completeSignOff', open.auditReturn)) {
    res.redirect(303, open.auditReturn.submittedAt === null ? '/return' : '/return/receipt')
    return
  }
  const heads = (await colleaguesOn(db, actor.partnershipId, open.auditReturn.id))
    .filter(colleague => colleague.role === 'head')
    .map(({ name }) => name)
  const ownWork = role === 'head' && signsOwnWork(actor, await leadsOf(db, open))
  const sendsLinks = await cameByMainLink(db, actor)
  const jobTitle = typed(req.body, 'jobTitle')
  const head = role === null ? await headToAsk(db, actor.partnershipId, open.auditReturn.id, londonDate(context.now())) : null
  const sent = head?.invitationId
    ? (await lastSentByLink(db, actor.partnershipId, [open.auditReturn.id])).get(head.invitationId)
    : undefined
  const state = { open, actor, heads, head, headLine: sent ? sayLastSent(sent) : '' }
  renderPage(res, 'answering/signOff', signOffView({ ...state, ownWork, sendsLinks, jobTitle, errors }))
}

export type SignOffState = {
  open: OpenReturn
  actor: Pick<ContributorActor, 'name' | 'role' | 'reach'>
  /** Those who said that they are the head. */
  heads: readonly string[]
  /** The head in the register, who can be asked to sign, and what became of the last message with their link. */
  head: Addressee | null
  headLine: string
  ownWork: boolean
  /** Whether they can give a colleague a link. */
  sendsLinks: boolean
  jobTitle: string
  errors: readonly FormError[]
}

/** The model of views/answering/signOff.ejs. */
export function signOffView(state: SignOffState): ViewModel {
  const { open, actor, heads, head, ownWork, sendsLinks, jobTitle, errors } = state
  const { auditReturn, document, responses, evidenceCounts, signOffs } = open
  const role = signsAs(actor, auditReturn)
  const missing = unanswered(document, auditReturn.facts, responses, evidenceCounts).length
  const signed = signOffs.find(signOff => signOff.role === role)
  const isSent = stands('awaiting_chair', auditReturn.status)
  const maySign = role !== null && missing === 0 && !signed && (role !== 'head' || !isSent)
  return {
    title: 'Sign and submit',
    backLink: { text: 'All sections', href: '/return' },
    errors: summaryOf(errors),
    missing: missing === 0 ? null : missing === 1 ? 'One answer is still missing.' : `${missing} answers are still missing.`,
    // One page for everybody: what is signed already, what happens next, and whose turn it is.
    signed: signOffs.map(
      signOff => `${signOff.name} signed as ${CONTACT_ROLE_WORDS[signOff.role].toLowerCase()} at ${sayInstant(signOff.at)}.`,
    ),
    explain: explanation(open, role, heads, signed !== undefined),
    askHead:
      role === null && missing === 0 && !isSent && head
        ? {
            line: `A message with a link goes to ${head.name} (${CONTACT_ROLE_WORDS[head.role]}, ${head.email}), as your partnership has them.`,
            sent: state.headLine,
            button: `Ask ${head.name} to sign`,
          }
        : null,
    sendHeadHref: role === null && sendsLinks && !isSent && !head ? '/return/colleagues' : null,
    warning:
      ownWork && maySign
        ? 'You are also named as designated safeguarding lead. Ask the chair, or someone else who did not answer the questions, to read the return before you sign. The partnership can see when the same person answered and signed.'
        : null,
    form: maySign
      ? {
          action: role === 'head' ? '/return/submit' : '/return/sign-off',
          key: randomUUID(),
          name: actor.name,
          as: CONTACT_ROLE_WORDS[role],
          jobTitle,
          declaration: DECLARATION[role],
          confirmError: errors.find(({ field }) => field === 'confirm')?.message ?? null,
          button: role === 'head' ? 'Sign and submit' : 'Sign',
          after:
            role !== 'head'
              ? null
              : waitsForChair(auditReturn, signOffs)
                ? 'After this you cannot change anything, unless your partnership reopens the return. The chair or proprietor can sign later. The return counts as submitted today.'
                : 'After this you cannot change anything, unless your partnership reopens the return.',
        }
      : null,
  }
}

function explanation({ auditReturn }: OpenReturn, role: ReturnType<typeof signsAs>, heads: readonly string[], isSigned: boolean): string[] {
  if (role !== null && isSigned) return ['You have signed. There is nothing else for you to do.']
  if (role === 'head') return []
  if (role !== null)
    return stands('awaiting_chair', auditReturn.status)
      ? ['The head has submitted this return. Your signature is the last step.']
      : ['You can sign before the head submits. If an answer changes afterwards, your signature is cancelled and you need to sign again.']
  const who = heads.length === 0 ? 'Ask the headteacher to' : `${heads.join(' or ')} can`
  return [
    'The headteacher signs the return. It is submitted when they sign.',
    `${who} open the link from the email on any device and say that they are the headteacher or principal. They find everything as you left it.`,
    ...(auditReturn.chairSignOff === 'may_follow'
      ? ['The chair of governors or the proprietor signs with the same link, before or after the headteacher.']
      : []),
  ]
}
