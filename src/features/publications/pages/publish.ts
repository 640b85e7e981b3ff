import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { publish } from '../actions.ts'
import { digestOf, KINDS, type Publication, type PublicationKind } from '../publication.ts'
import type { Draft, Publishables } from '../publishable.ts'
import { kindOf, publishForm } from '../schemas.ts'
import { newestOf } from '../store.ts'
import { publicationsHref, publicationsTrail } from './visible.ts'

/** GET: exactly what would leave, and the question whether it shall. */
export const publishPage =
  (publishables: Publishables): Page<StaffActor> =>
  async ({ db, actor }, req, res) => {
    const round = await visibleRound(db, actor, req)
    const kind = kindIn(req)
    const draft = await publishables[kind].draft(db, round)
    const newest = await newestOf(db, actor.partnershipId, round.id, kind)
    const number = (newest?.number ?? 0) + 1
    const back = publishables[kind].backTo(round)
    renderPage(res, 'publications/publish', {
      title: `Publish “${KINDS[kind].title}”`,
      layout: 'staff',
      breadcrumbs: publicationsTrail(round, { text: `Publish version ${number}` }),
      roundName: round.name,
      back,
      stops: draft.lacks === '' ? sameAs(newest, draft) : draft.lacks,
      leaves: draft.leaves,
      doubts: draft.doubts,
      publicTitle: KINDS[kind].title,
      html: draft.html,
      confirm: {
        heading: `Is this what version ${number} shall say?`,
        paragraphs: [`Anyone can then read it without signing in. ${whatOfBefore(newest)}`],
        action: `${publicationsHref(round.id)}/new/${kind}`,
        hidden: [
          { name: 'after', value: String(number - 1) },
          { name: 'digest', value: digestOf(draft.content) },
          { name: '_key', value: randomUUID() },
        ],
        button: { text: `Publish version ${number}` },
        cancel: { text: 'Cancel', href: back.href },
      },
    })
  }

/** POST: publishes what was looked at. */
export const doPublishPage =
  (publishables: Publishables): Page<StaffActor> =>
  async ({ db, actor }, req, res) => {
    const round = await visibleRound(db, actor, req)
    const kind = kindIn(req)
    const { after, digest, _key } = publishForm.parse(req.body ?? {})
    const order = { roundId: round.id, kind, publishable: publishables[kind], after, contentDigest: digest, requestKey: _key }
    const { number } = await publish(db, actor, order)
    req.session.notice = { text: `Version ${number} of “${KINDS[kind].title}” is published.` }
    res.redirect(303, publicationsHref(round.id))
  }

function kindIn(req: Request): PublicationKind {
  const kind = kindOf(req.params.kind)
  if (kind === undefined) throw notFound()
  return kind
}

function whatOfBefore(newest: Publication | undefined): string {
  if (newest === undefined) return 'It keeps saying this, whatever changes here, until you publish the next version.'
  return newest.withdrawnAt === null
    ? `Version ${newest.number} stays readable at its own address, and says that there is a newer one.`
    : `Version ${newest.number} stays withdrawn: at its own address it says when and why, and that there is a newer one.`
}

/** What was withdrawn may be published again as it was. */
const sameAs = (newest: Publication | undefined, { content }: Draft): string =>
  newest !== undefined && newest.withdrawnAt === null && newest.contentDigest === digestOf(content)
    ? `Nothing has changed since version ${newest.number}, which ${newest.publishedBy} published ${sayShortInstant(newest.publishedAt)}.`
    : ''
