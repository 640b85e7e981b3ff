import type { Response } from 'express'
import type { PageModel, ShellLocals, ViewModel } from './page.ts'
import { bytesOf, Places, skeletonOf, type Put, type Skeleton } from './skeleton.ts'
import { sendPage } from './sendPage.ts'
import { escapeHtml, renderLayout, renderView } from './templates.ts'

const SERVICE_NAME = 'Safeguarding Audit'
/** The name under which forms post the session's token. */
export const CSRF_FIELD = '_csrf'

/**
 * Sends a whole page: the view, then the layout of the model or of the person who asks, then the document around both.
 *
 * @param res the response; its status may already be set (422 for a form with errors), its `locals` hold the shell's part
 * @param view a path below views/, without the ending: `returns/section`
 * @param page the view's model
 * Throws when the view does not exist or reads a name that it was not given.
 */
export function renderPage(res: Response, view: string, page: ViewModel): void {
  sendPage(res, Buffer.from(pageHtml(view, page, res.locals)))
}

/** A model whose texts, as far as they differ from one person to the next, are put in their places. It holds nothing but what JSON can. */
type PutModel = (put: Put) => ViewModel

/** Sends a page that is opened often, as `renderPage` would: what the views drew around its texts is kept. */
export function renderKept(res: Response, view: string, model: PutModel): void {
  sendPage(res, keptPage(view, model, res.locals))
}

// Pieces of pages, by all that the views were given but the texts: nothing else can be on the page, so nothing is ever out of date.
const kept = new Map<string, Skeleton>()
const MOST_KEPT = 300

function keep(given: string, skeleton: Skeleton): Skeleton {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(given, skeleton)
  return skeleton
}

/** What `renderKept` sends: what `pageHtml` gives, byte for byte. */
export function keptPage(view: string, model: PutModel, locals: ShellLocals): Buffer {
  const places = new Places()
  const page = model(places)
  const shell = withPlaces(locals, places)
  const given = JSON.stringify([view, page, shell])
  const skeleton = kept.get(given) ?? keep(given, skeletonOf(pageHtml(view, page, shell)))
  return bytesOf({ skeleton, within: places.within })
}

/** The shell's part, with what is another for each person put in its place. */
function withPlaces(locals: ShellLocals, put: Put): ShellLocals {
  const { layout, serviceName, homeHref, nav, accountHref, signOutHref, findHref, noMail, concern, shared } = locals
  const { csrfToken, actorName, partnershipName, notice, respondent } = locals
  const text = (value: string | undefined) => value && put.text(value)
  return {
    ...{ layout, serviceName, homeHref, nav, accountHref, signOutHref, findHref, noMail, concern, shared },
    ...{ csrfToken: text(csrfToken), actorName: text(actorName), partnershipName: text(partnershipName) },
    ...(notice && { notice: { ...notice, text: put.text(notice.text) } }),
    ...(respondent && {
      respondent: {
        establishment: put.text(respondent.establishment),
        round: put.text(respondent.round),
        contributor: text(respondent.contributor),
        draft: text(respondent.draft),
        isOneOfSeveral: respondent.isOneOfSeveral,
      },
    }),
  }
}

/** The HTML that `renderPage` sends, for tests and for documents kept as files. */
export function pageHtml(view: string, page: ViewModel, locals: ShellLocals = {}): string {
  const csrfField = locals.csrfToken === undefined ? '' : hiddenField(locals.csrfToken)
  const layout = page.layout ?? locals.layout ?? 'page'
  const serviceName = locals.serviceName ?? SERVICE_NAME
  const shell = { ...locals, csrfField, layout, serviceName, title: documentTitle(page, locals) }
  const body = renderView(view, page, csrfField)
  return renderLayout('document', page, shell, renderLayout(layout, page, shell, body))
}

/**
 * "Error: Answers – Ashgrove Primary School – Returns – Audit 2026 – Northmoor Safeguarding Children Partnership": the page first,
 * since tabs and screen readers cut the end, then what it is part of, so that the same page of two returns has two titles.
 */
export function documentTitle(page: Pick<PageModel, 'title' | 'errors' | 'breadcrumbs'>, locals: ShellLocals): string {
  const owner = locals.partnershipName ?? locals.serviceName ?? SERVICE_NAME
  const above = (page.breadcrumbs ?? []).filter(({ href }) => href !== undefined).map(({ text }) => text)
  // The first crumb is the part of the site, which says nothing that the page does not.
  const parts = [
    page.title,
    ...above
      .slice(1)
      .reverse()
      .filter(text => text !== page.title),
    owner,
  ]
  return `${page.errors?.length ? 'Error: ' : ''}${parts.join(' – ')}`
}

const hiddenField = (token: string): string => `<input type="hidden" name="${CSRF_FIELD}" value="${escapeHtml(token)}">`
