import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { visibleRound } from '../../rounds/index.ts'
import { KINDS, publicHref, type Publication, type PublicationKind } from '../publication.ts'
import type { Publishables } from '../publishable.ts'
import { publicationsOf } from '../store.ts'
import { publicationsHref, publicationsTrail } from './visible.ts'

/** GET: what was published of a round, version by version. */
export const publicationsPage =
  (publishables: Publishables): Page<StaffActor> =>
  async ({ db, actor, baseUrl }, req, res) => {
    const round = await visibleRound(db, actor, req)
    const partnership = await findPartnership(db, actor.partnershipId)
    if (!partnership) throw notFound()
    const all = await publicationsOf(db, actor.partnershipId, round.id)
    const manages = roleHolds(actor.role, 'publication.manage')
    const here = publicationsHref(round.id)
    renderPage(res, 'publications/list', {
      title: 'Published',
      layout: 'staff',
      breadcrumbs: publicationsTrail(round),
      roundName: round.name,
      kinds: (Object.keys(KINDS) as PublicationKind[]).map(kind => {
        const versions = all.filter(publication => publication.kind === kind)
        return {
          key: kind,
          title: KINDS[kind].title,
          back: publishables[kind].backTo(round),
          publishHref: manages ? `${here}/new/${kind}` : '',
          address: versions[0] ? new URL(publicHref(partnership.code, versions[0].name), baseUrl).href : '',
          versions: versions.map(version => ({
            ...versionView(version),
            href: publicHref(partnership.code, version.name, version.number),
            withdrawHref: manages && version.withdrawnAt === null ? `${here}/${version.id}/withdraw` : '',
          })),
        }
      }),
    })
  }

const versionView = ({ kind, number, publishedAt, publishedBy, withdrawnAt, withdrawnBy, withdrawnReason }: Publication) => ({
  text: `Version ${number}`,
  about: KINDS[kind].title,
  published: `Published ${sayShortInstant(publishedAt)} by ${publishedBy}.`,
  withdrawn:
    withdrawnAt === null ? '' : `Withdrawn ${sayShortInstant(withdrawnAt)} by ${withdrawnBy ?? ''}. Reason: ${withdrawnReason ?? ''}`,
})
