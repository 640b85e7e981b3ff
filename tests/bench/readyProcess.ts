import type { AddressInfo } from 'node:net'
import express from 'express'

/** Express and one ready string: what a page costs when nothing is done for it. */
process.once('message', message => {
  const { text } = message as { text: string }
  const app = express()
  app.get('/', (_req, res) => void res.type('html').send(text))
  const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
})
process.once('disconnect', () => process.exit(0))
