import type { Page } from '../../../platform/http/routes.ts'
import { idParam, queryPage } from '../../../platform/http/params.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { addToTheme, keepInThemes, takeOutOfTheme, undo } from '../codeActions.ts'
import { commentsHref } from '../paths.ts'
import { codeForm, keyed, newThemeName, themeId, type CodeForm } from '../schemas.ts'
import { showComments } from './list.ts'
import { filterOf, visibleComments } from './visible.ts'

/** POST: what is ticked is added to a theme, taken out of one, or left where it is. */
export const codePage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const { round } = await visibleComments(db, actor, req)
  const [form, filter] = [codeForm(req.body), filterOf(req)]
  const { newTheme, errors } = faultsOf(form)
  if (errors.length > 0) {
    await showComments(context, req, res, { form, errors })
    return
  }
  const coding = { roundId: round.id, seen: form.seen, requestKey: keyed.parse(req.body)._key }
  const ticked = form.seen.length
  const chosen = themeId(form.theme)
  if (form.intent === 'keep') {
    const { number } = await keepInThemes(db, actor, coding)
    req.session.notice = said(
      `${sayCount(number, 'comment stays', 'comments stay')} in ${number === 1 ? 'its' : 'their'} themes.`,
      ticked,
      number,
    )
  } else if (form.intent === 'remove' && filter.themeId !== undefined) {
    const { name, number } = await takeOutOfTheme(db, actor, { ...coding, themeId: filter.themeId })
    req.session.notice = said(`${sayCount(number, 'comment was', 'comments were')} removed from “${name}”.`, ticked, number)
  } else {
    const theme = newTheme === '' && chosen !== undefined ? { id: chosen } : { name: newTheme }
    const { name, number } = await addToTheme(db, actor, { ...coding, theme })
    req.session.notice = said(`${sayCount(number, 'comment was', 'comments were')} added to “${name}”.`, ticked, number)
  }
  res.redirect(303, commentsHref(round.id, filter, queryPage(req)))
}

/** POST: undoes what one did last. */
export const undoPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round } = await visibleComments(db, actor, req)
  const { name, number } = await undo(db, actor, { roundId: round.id, batchId: idParam(req, 'codingBatchId') })
  req.session.notice = { text: `Undone: ${sayCount(number, 'comment')} of “${name}”.` }
  res.redirect(303, commentsHref(round.id, filterOf(req), queryPage(req)))
}

/** What to mend before anything is done; and the new theme, trimmed. */
function faultsOf(form: CodeForm): { newTheme: string; errors: FormError[] } {
  const parsed = parseForm(newThemeName, form)
  const newTheme = parsed.ok ? parsed.values.newTheme : form.newTheme
  const adds = form.intent !== 'remove' && form.intent !== 'keep'
  return {
    newTheme,
    errors: [
      ...(form.seen.length === 0 ? [{ field: 'comments', message: 'Tick at least one comment' }] : []),
      ...(adds && !parsed.ok ? parsed.errors : []),
      ...(adds && parsed.ok && newTheme === '' && themeId(form.theme) === undefined
        ? [{ field: 'newTheme', message: 'Choose a theme, or enter a new one' }]
        : []),
      ...(adds && parsed.ok && newTheme !== '' && form.theme !== ''
        ? [{ field: 'newTheme', message: 'Choose a theme or enter a new one, not both' }]
        : []),
    ],
  }
}

/** What was done, and what was not. */
const said = (text: string, ticked: number, done: number) => ({
  text:
    ticked === done
      ? text
      : `${text} Of ${sayCount(ticked, 'comment that was', 'comments that were')} ticked, the others were so already, or have changed since you looked.`,
  ...(done === 0 ? { kind: 'information' as const } : {}),
})
