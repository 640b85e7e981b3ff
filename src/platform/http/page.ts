import type { TextPart } from '../telephone.ts'
/** One line of the error summary: the sentence, and the field (`#id`) that it leads to. */
export type ErrorSummaryItem = { text: string; href: string }

/** A navigation entry of the shell. `current` marks the page, or the part of the site, that the person is in. */
export type NavItem = { text: string; href: string; current?: boolean }

/** Which shell goes around a view: visitors, staff, people answering by an audit link, nothing but the brand, or nothing within a frame. */
export type Layout = 'page' | 'staff' | 'respondent' | 'plain' | 'frame'

/**
 * What every view gets as `page`. A page's own model adds finished sentences and component parameters to these;
 * what is named here is drawn by the layout, so that no view repeats it.
 */
export type PageModel = {
  /** The heading of the page, as it also stands in the browser's title. */
  title: string
  /** That of the person who asks (see ShellLocals) when left out. */
  layout?: Layout
  /** Shown as the error summary above the heading; the browser's title then starts with "Error: ". */
  errors?: readonly ErrorSummaryItem[]
  backLink?: { text?: string; href: string }
  breadcrumbs?: readonly { text: string; href?: string }[]
  /** Seconds after which a page that shows progress reloads itself, without a script. */
  refreshSeconds?: number
}

/** A page's own model: the shell's part, and whatever its view reads. */
export type ViewModel = PageModel & Record<string, unknown>

/** A message about what has just happened, kept over one redirect. */
export type Notice = { text: string; kind?: 'success' | 'information'; title?: string; link?: { text: string; href: string } }

/** What the layouts read from `res.locals`: set once by the middleware, never by a page. */
export type ShellLocals = {
  /** The layout of a page that names none: `page` for a visitor. */
  layout?: Layout
  csrfToken?: string
  serviceName?: string
  partnershipName?: string
  /** Where the name in the header leads: the staff's start page, or the return's task list. */
  homeHref?: string
  nav?: readonly NavItem[]
  /** Who is signed in, as shown beside the sign-out button. */
  actorName?: string
  /** Where the name leads: the person's own account. */
  accountHref?: string
  signOutHref?: string
  /** Where the box in the header searches: there is one where there is something to find. */
  findHref?: string
  notice?: Notice
  /** Whether others use this computer: nothing is kept in the browser. */
  shared?: boolean | undefined
  /** Why no email is being sent, on pages from which it is ordered. */
  noMail?: string | undefined
  /** For people who came by an audit link: whose return they are in. */
  /** `isOneOfSeveral`: other returns are open in the browser as well. `draft`: whose typing it is that the browser keeps. */
  respondent?: { establishment: string; round: string; contributor?: string; draft?: string; isOneOfSeveral?: boolean }
  /** Where a worry about a child belongs, because nobody watches the free-text boxes. */
  concern?: { parts: readonly TextPart[] }
}
