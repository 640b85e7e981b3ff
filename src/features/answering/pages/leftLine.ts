import type { OpenReturn } from '../../returns/index.ts'
import { AT_ONCE, LEFT, leftOf } from '../whatIsLeft.ts'

/** The way to all that is left, once so little is that it fits on a page or two; null before. */
export function leftLine(open: OpenReturn): { text: string; href: string } | null {
  const { length } = leftOf(open)
  if (length === 0 || length > 2 * AT_ONCE) return null
  const text = length === 1 ? 'Answer the question that is left' : `Answer the ${length} questions that are left on one page`
  return {
    text: length > AT_ONCE ? `Answer the ${length} questions that are left, section after section` : text,
    href: `/return/sections/${LEFT}`,
  }
}
