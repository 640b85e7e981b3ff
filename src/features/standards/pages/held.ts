import type { Request, Response } from 'express'
import { Refusal, REFUSAL_STATUS } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import { heldIn } from '../ratingForm.ts'
import type { Report } from '../reportReading.ts'
import { exerciseTrail } from './visible.ts'

/** What an action gives, or why standards turned it down. */
export const refusalOf = <Outcome>(action: Promise<Outcome>): Promise<Outcome | Refusal> =>
  action.catch((error: unknown) => {
    if (error instanceof Refusal && error.code.startsWith('standards.')) return error
    throw error
  })

/** To staff whose ratings cannot be saved: why, with all that they chose and typed, to be copied. */
export function showHeld(
  req: Request,
  res: Response,
  { exercise, standards }: Pick<Report, 'exercise' | 'standards'>,
  refusal: Refusal,
): void {
  renderPage(res.status(REFUSAL_STATUS[refusal.kind]), 'standards/over', {
    title: refusal.message,
    layout: 'staff',
    breadcrumbs: exerciseTrail(exercise, { text: 'Not saved' }),
    paragraphs: refusal.paragraphs,
    held: heldIn(req.body, standards, exercise.scale),
    contact: null,
    back: refusal.links,
  })
}
