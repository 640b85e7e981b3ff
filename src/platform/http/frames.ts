import type { Response } from 'express'

const POLICY = 'Content-Security-Policy'

/** Lets this page show others of ours in a frame. No other page can, and only what lets itself be framed is shown. */
export function mayHoldFrames(res: Response): void {
  res.setHeader(POLICY, `${String(res.getHeader(POLICY))};frame-src 'self'`)
}

/** Lets this page be shown in a frame of another page of ours. */
export function mayBeFramed(res: Response): void {
  res.setHeader(POLICY, String(res.getHeader(POLICY)).replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
}
