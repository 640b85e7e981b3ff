/**
 * What our own components take as `params`, so that a page's view function can be checked by the compiler.
 * Every text is escaped; `html` of a cell is for markup that another component drew, never for what a person typed.
 */
export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow'

/** The words say it all; the colour only helps the eye. */
export type StatusTag = { text: string; colour?: TagColour }

export type Cell = {
  text?: string | number
  href?: string
  /** Read out after a link's text, so that a column of links called "Review" tells them apart. */
  hiddenText?: string
  tag?: StatusTag
  /** A second, quieter line. */
  hint?: string
  numeric?: boolean
  /** What a person typed keeps its lines. */
  typed?: boolean
  html?: string
  checkbox?: { name: string; value: string; label: string; checked?: boolean }
}

export type Column = {
  text: string
  numeric?: boolean
  /** For a column of boxes to tick, whose heading needs no room. */
  hidden?: boolean
  /** A column that can be sorted has the address that sorts it, and says how it is sorted now. */
  sortHref?: string
  sorted?: 'ascending' | 'descending'
}

/** On a phone each row of more than two columns stands as a block of its own, every cell under the name of its column. */
export type DataTable = {
  /** Unique on the page. */
  id: string
  caption: string
  captionHidden?: boolean
  columns: readonly Column[]
  /** The first cell of a row is its heading, unless it holds a box to tick: then the second. */
  rows: readonly (readonly Cell[])[]
  /** The totals, where there are any. */
  footer?: readonly Cell[]
  compact?: boolean
}

/** A number that somebody may want to look behind: so it leads to its list. */
export type StatNumber = { number: number | string; label: string; href?: string; note?: string; tone?: 'good' | 'attention' | 'quiet' }

export type EmptyState = { heading: string; text?: string; action?: { text: string; href: string } }

export type ProgressBar = { label: string; value: number; max: number; text: string }

export type FilterForm = {
  action: string
  label: string
  search?: { name: string; label: string; value?: string; hint?: string }
  selects?: readonly { name: string; label: string; items: readonly { value: string; text: string; selected?: boolean }[] }[]
  checkboxes?: readonly { name: string; value: string; text: string; checked?: boolean }[]
  /** What the address carries that the form does not ask for, such as the order. */
  hidden?: readonly { name: string; value: string }[]
  /** What is filtered now, each with the address that drops it. */
  applied?: readonly { text: string; removeHref: string }[]
  clearHref?: string
  button?: string
}

export type ChartFigure = { id: string; heading: string; summary?: string; svg: string; table: DataTable; headingLevel?: 2 | 3 }

export type PrintButton = { text?: string }

export type ConfirmBox = {
  heading: string
  paragraphs: readonly string[]
  action: string
  csrfField: string
  hidden?: readonly { name: string; value: string }[]
  button: { text: string; warning?: boolean }
  cancel: { text: string; href: string }
}

export type Timeline = {
  items: readonly {
    title: string
    by?: string
    when: string
    /** The same moment, in ISO 8601. */ at: string
    text?: string
    details?: readonly string[]
    link?: { text: string; href: string }
  }[]
}

export type Pagination = {
  label: string
  summary: string
  previousHref?: string
  nextHref?: string
  items: readonly { number: number; href: string; current?: boolean; gapBefore?: boolean }[]
}
