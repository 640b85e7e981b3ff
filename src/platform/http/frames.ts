import type { Response } from 'express'

const POLICY = 'Content-Security-Policy'

/** Lets this page show others of ours in a frame. No other page can, and only what lets itself be framed is shown. */
export function mayHoldFrames(res: Response): void {
  res.setHeader(POLICY, `${String(res.getHeader(POLICY))};frame-src 'self'`)
}
