import { createHash } from 'node:crypto'
import type { Response } from 'express'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { pageHtml } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sendPage } from '../../../platform/http/sendPage.ts'
import { sayDay, sayInstant } from '../../../platform/london.ts'
import { withLinks } from '../../../platform/telephone.ts'
import { KINDS, publicHref, type PublicPage } from '../publication.ts'
import { publicPage } from '../store.ts'

/**
 * GET: what was published, for anyone. It is the same for everyone, signed in or not, so it names nobody who reads it.
 * A number that is none, and a name that nothing bears, are answered alike.
 */
export const publishedPage: Page<unknown> = async ({ db }, req, res) => {
  const { partnership = '', name = '', number } = req.params as Record<string, string | undefined>
  const asked = number === undefined ? null : wholeNumberIn(number, LARGEST)
  const found = asked === undefined ? undefined : await publicPage(db, partnership, name, asked)
  if (!found) throw notFound()
  // Kept, but asked for each time: what is withdrawn is withdrawn for everyone at once, and what stands is not sent twice.
  res.set('Cache-Control', 'public, no-cache')
  const html = pageHtml('publications/published', model(partnership, name, found), { partnershipName: found.partnershipName })
  res.set('ETag', `W/"${createHash('sha256').update(html).digest('base64url')}"`)
  send(res.status(found.withdrawnAt === null ? 200 : 410), html)
}

const LARGEST = 2_147_483_647

function send(res: Response, html: string): void {
  if (res.req.fresh) res.status(304).end()
  else sendPage(res, Buffer.from(html))
}

function model(partnership: string, name: string, page: PublicPage) {
  const { title } = KINDS[page.kind]
  const { number: newest, isWithdrawn } = page.versions[0] ?? { number: page.number, isWithdrawn: false }
  return {
    title,
    layout: 'page' as const,
    roundName: page.roundName,
    partnershipName: page.partnershipName,
    version: `Version ${page.number}, published on ${sayDay(page.publishedAt)}.`,
    newer:
      page.number === newest
        ? undefined
        : {
            text: isWithdrawn ? `Version ${newest}, the newest, was withdrawn: read why` : `Read version ${newest}, the newest`,
            href: publicHref(partnership, name),
          },
    withdrawn:
      page.withdrawnAt === null
        ? undefined
        : { when: `This version was withdrawn at ${sayInstant(page.withdrawnAt)}.`, reason: page.withdrawnReason ?? '' },
    html: page.html ?? '',
    versions: page.versions.map(({ number, publishedAt, isWithdrawn }) => ({
      text: `Version ${number}`,
      href: number === page.number ? '' : publicHref(partnership, name, number),
      when: `${sayDay(new Date(publishedAt))}${isWithdrawn ? ', withdrawn' : ''}`,
    })),
    ask: [page.contactEmail, page.contactPhone].filter(way => way !== '').map(way => withLinks(way)),
  }
}
