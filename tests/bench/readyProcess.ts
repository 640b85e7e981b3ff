import type { AddressInfo } from 'node:net'
import compression from 'compression'
import express from 'express'

/** Express and one ready string, without an ETag and compressed for whoever asks, as pages are: what a page costs when nothing is done for it. */
process.once('message', message => {
  const { text } = message as { text: string }
  const app = express()
  app.disable('etag')
  app.use(compression())
  app.get('/', (_req, res) => void res.type('html').send(text))
  const server = app.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
})
process.once('disconnect', () => process.exit(0))
