import { ended, sayLimit } from '../say.ts'

type Hint = { text?: string; html?: string; classes?: string }
type Boxed = { limit?: number; hint?: Hint; attributes?: Record<string, string> }

/**
 * A box that says how much it takes (`limit`, in characters) before that is too much: in its hint, and by the script beside it once it is
 * nearly full (assets/tellLimits.ts). Of a box of one line the hint is for whoever has no scripts: names seldom come near.
 */
export function limited(component: string, params: object, escape: (text: string) => string): object {
  const { limit, hint, ...rest } = params as Boxed
  if (limit === undefined) return params
  const isLine = component === 'input'
  const said = hint?.html ?? escape(hint?.text ?? '')
  const limits = isLine && said !== '' ? `<span class="app-limit">${sayLimit(limit)}</span>` : sayLimit(limit)
  return {
    ...rest,
    hint: {
      ...{ classes: [hint?.classes, ...(isLine && said === '' ? ['app-limit'] : [])].filter(Boolean).join(' ') },
      html: said === '' ? limits : `${ended(said)} ${limits}`,
    },
    attributes: { ...rest.attributes, 'data-limit': String(limit) },
  }
}
