import type { Response } from 'express'
import type { PageModel, ShellLocals, ViewModel } from './page.ts'
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
  sendPage(res, pageHtml(view, page, res.locals))
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
