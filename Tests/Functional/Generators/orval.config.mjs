export default {
  client: { input: './openapi.json', output: { target: './generated/orval/client.ts', client: 'fetch', mode: 'single' } },
  zod: { input: './openapi.json', output: { target: './generated/orval/zod.ts', client: 'zod', mode: 'single' } },
};
