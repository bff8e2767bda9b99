import { deadLetters } from '../alerts/dead-letters.ts';
import type { Context } from './context.ts';
import { numberOf, paramsOf } from './input.ts';
import { stored } from './response.ts';

/** The alerts that no webhook took, the latest first. */
export async function deadLetterList(request: Request, { env }: Context): Promise<Response> {
  const limit = numberOf(paramsOf(request, ['limit']), 'limit', { least: 1, most: 1000, otherwise: 100 });
  return stored(request, { alerts: await deadLetters(env.DB, limit) });
}
