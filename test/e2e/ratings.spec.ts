import { aConsumer, aMember, aPublisherOwner, aStaffMember, api, type Person } from '../support/people';
import { order, sellApp, type Shop, startShop } from '../support/shop';

const NAME = 'org.rated.app';
const OWN = `/v1/library/${NAME}/rating`;
const SHELF = `/v1/storefront/DE/apps/${NAME}`;

/** What people say of apps they hold, what publishers answer, and what staff hide. */
describe('ratings', () => {
  let shop: Shop;
  let appId: string;

  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, NAME, { free: true, territories: 'WORLD - US' });
  });
  afterAll(() => shop.close());

  const aHolder = async (): Promise<Person> => {
    const person = await aConsumer(shop);
    const placed = await order(shop, person, [appId]);
    if (placed.status !== 201) throw new Error(JSON.stringify(placed.body));
    return person;
  };
  const rate = (person: Person, stars: number, text?: string, locale = 'de') =>
    api(shop, person.token).put(OWN, { stars, text, locale });
  const summary = async () => (await api(shop).get(SHELF)).body.ratings;
  const shown = async (query = '') => (await api(shop).get(`${SHELF}/ratings${query}`)).body.data;
  /** What is kept is what a recount finds, after everything that a test did. */
  const clear = async () => {
    const [{ count = 0, stars = 0 } = {}] = await shop.database.query<{ count: number; stars: number }>(
      'SELECT count(*)::int, sum(stars)::int AS stars FROM app_rating WHERE hidden_at IS NULL',
    );
    const average = count === 0 ? null : Math.round((stars * 10) / count) / 10;
    expect(await summary()).toEqual({ count, average });
    await shop.database.query('DELETE FROM app_rating');
  };

  it('are given once by whoever holds the app, changed in place, counted, and taken back', async () => {
    expect(await summary()).toEqual({ count: 0, average: null });
    const [ada, bob] = [await aHolder(), await aHolder()];
    const first = await rate(ada, 2, ' Zu langsam. ');
    expect(first).toMatchObject({
      status: 200,
      body: { author: 'A Consumer', stars: 2, text: 'Zu langsam.', locale: 'de', reply: null },
    });
    await rate(bob, 5);
    expect(await summary()).toEqual({ count: 2, average: 3.5 });
    const again = await rate(ada, 4, 'Besser.');
    expect(again.body.id).toBe(first.body.id);
    expect(await summary()).toEqual({ count: 2, average: 4.5 });
    expect((await shown()).map(({ stars, text }: { stars: number; text: string }) => [stars, text])).toEqual([
      [4, 'Besser.'],
      [5, null],
    ]);
    // Nothing says who wrote it but the name.
    expect(Object.keys((await shown())[0]).sort()).toEqual(
      ['author', 'editedAt', 'id', 'locale', 'reply', 'stars', 'text'].sort(),
    );
    expect((await api(shop, ada.token).delete(OWN)).status).toBe(204);
    expect((await api(shop, ada.token).delete(OWN)).body.code).toBe('rating-not-found');
    expect((await api(shop, ada.token).get(OWN)).status).toBe(404);
    expect(await summary()).toEqual({ count: 1, average: 5 });
    await clear();
  });

  it('are one, however many requests race', async () => {
    const ada = await aHolder();
    const answers = await Promise.all([1, 2, 3, 4, 5].map((stars) => rate(ada, stars)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await summary()).count).toBe(1);
    await clear();
  });

  it('leave the answers of lists as they are', async () => {
    const list = () => api(shop).get('/v1/storefront/DE/apps');
    const before = (await list()).headers.get('etag');
    await rate(await aHolder(), 1);
    expect((await list()).headers.get('etag')).toBe(before);
    await clear();
  });

  it('come in pages, and by language', async () => {
    const texts = ['eins', 'one', 'zwei'];
    for (const text of texts) {
      await rate(await aHolder(), 3, text, text === 'one' ? 'en-GB' : 'de-AT');
      shop.clock.advance(1_000);
    }
    const first = (await api(shop).get(`${SHELF}/ratings?limit=2`)).body;
    const second = (await api(shop).get(`${SHELF}/ratings?limit=2&cursor=${first.nextCursor}`)).body;
    const both = [...first.data, ...second.data].map(({ text }: { text: string }) => text);
    expect([both, second.nextCursor]).toEqual([['zwei', 'one', 'eins'], null]);
    expect((await shown('?language=de')).map(({ text }: { text: string }) => text)).toEqual(['zwei', 'eins']);
    await clear();
  });

  it("are nobody else's: not who does not hold the app, and nowhere where the app is not shown", async () => {
    const stranger = await aConsumer(shop);
    const refused = await rate(stranger, 5);
    expect([refused.status, refused.body.code]).toEqual([403, 'app-not-held']);
    expect((await api(shop).put(OWN, { stars: 5, locale: 'de' })).status).toBe(401);
    const unknown = await api(shop, stranger.token).put('/v1/library/org.not.there/rating', {
      stars: 1,
      locale: 'de',
    });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'app-not-found']);
    expect((await api(shop).get('/v1/storefront/DE/apps/org.not.there/ratings')).status).toBe(404);
    const nowhere = await api(shop).get(`${SHELF.replace('/DE/', '/XX/')}/ratings`);
    expect([nowhere.status, nowhere.body.code]).toEqual([404, 'market-not-found']);
    // The team behind an app holds it, too, and does not praise it.
    await order(shop, shop.owner, [appId]);
    const own = await rate(shop.owner, 5);
    expect([own.status, own.body.code]).toEqual([403, 'own-app']);
    const ada = await aHolder();
    for (const body of [
      { stars: 0, locale: 'de' },
      { stars: 6, locale: 'de' },
      { stars: 2.5, locale: 'de' },
      { stars: 3 },
      { stars: 3, locale: 'de', text: 'a\0b' },
    ])
      expect((await api(shop, ada.token).put(OWN, body)).status).toBe(400);
    const long = await rate(ada, 3, 'x'.repeat(2_001));
    expect([long.status, long.body.code]).toEqual([422, 'rating-text-too-long']);
  });

  it('are answered once by the publisher, in place', async () => {
    const ada = await aHolder();
    const { id } = (await rate(ada, 1, 'Stürzt ab.')).body;
    const owner = api(shop, shop.owner.token);
    const path = `/v1/apps/${appId}/ratings/${id}/reply`;
    expect((await owner.put(path, { text: 'Wann?' })).body.reply.text).toBe('Wann?');
    expect((await owner.put(path, { text: 'Behoben.' })).status).toBe(200);
    expect((await shown())[0].reply.text).toBe('Behoben.');
    const long = await owner.put(path, { text: 'x'.repeat(351) });
    expect([long.status, long.body.code]).toEqual([422, 'reply-too-long']);
    expect((await owner.get(`/v1/apps/${appId}/ratings`)).body.data[0]).toMatchObject({ id, stars: 1 });
    expect((await owner.delete(path)).status).toBe(204);
    expect((await shown())[0].reply).toBeNull();
    const viewer = await aMember(shop, shop.owner, 'viewer');
    expect((await api(shop, viewer.token).put(path, { text: 'Ich' })).status).toBe(403);
    expect((await api(shop, viewer.token).get(`/v1/apps/${appId}/ratings`)).status).toBe(200);
    const other = await aPublisherOwner(shop);
    expect((await api(shop, other.token).put(path, { text: 'Wir' })).status).toBe(404);
    await clear();
  });

  it('are hidden by staff, with a reason that the log keeps, and shown again', async () => {
    const ada = await aHolder();
    const { id } = (await rate(ada, 1, 'Beleidigung')).body;
    await rate(await aHolder(), 5);
    const support = api(shop, (await aStaffMember(shop, 'support')).token);
    const path = `/v1/ops/ratings/${id}`;
    expect((await api(shop, shop.owner.token).post(`${path}/hide`, { reason: 'x' })).status).toBe(403);
    expect((await support.post(`${path}/hide`, {})).status).toBe(400);
    expect((await support.post(`${path}/hide`, { reason: 'An insult' })).status).toBe(204);
    expect((await support.post(`${path}/hide`, { reason: 'Again' })).body.code).toBe('rating-hidden');
    expect(await summary()).toEqual({ count: 1, average: 5 });
    expect(await shown()).toHaveLength(1);
    // Its author sees that, and writing anew does not bring it back.
    await rate(ada, 2, 'Noch eine');
    expect((await api(shop, ada.token).get(OWN)).body).toMatchObject({ stars: 2, hidden: true });
    expect(await shown()).toHaveLength(1);
    // Nor does taking it back first: to its author it is gone, and the next one is hidden, too.
    const mine = api(shop, ada.token);
    expect((await mine.delete(OWN)).status).toBe(204);
    expect([(await mine.get(OWN)).status, (await mine.delete(OWN)).status]).toEqual([404, 404]);
    const [left] = await shop.database.query<object>('SELECT author, body FROM app_rating WHERE id = $1', [
      id,
    ]);
    expect(left).toEqual({ author: '-', body: null });
    await rate(ada, 2, 'Wieder da');
    expect((await mine.get(OWN)).body).toMatchObject({ id, text: 'Wieder da', hidden: true });
    expect(await shown()).toHaveLength(1);
    const reply = `/v1/apps/${appId}/ratings/${id}/reply`;
    expect((await api(shop, shop.owner.token).put(reply, { text: 'Hm' })).status).toBe(404);
    expect((await support.post(`${path}/show`, { reason: 'Harmless after all' })).status).toBe(204);
    expect(await summary()).toEqual({ count: 2, average: 3.5 });
    const events = await shop.database.query<object>(
      `SELECT e.action, e.reason FROM audit_event e WHERE e.action IN ('rating.hide', 'rating.show') ORDER BY e.id`,
    );
    expect(events).toEqual([
      { action: 'rating.hide', reason: 'An insult' },
      { action: 'rating.show', reason: 'Harmless after all' },
    ]);
    await clear();
  });

  it('that were taken back are shown again as nothing', async () => {
    const ada = await aHolder();
    const { id } = (await rate(ada, 1, 'Beleidigung')).body;
    const support = api(shop, (await aStaffMember(shop, 'support')).token);
    await support.post(`/v1/ops/ratings/${id}/hide`, { reason: 'An insult' });
    await api(shop, ada.token).delete(OWN);
    expect((await support.post(`/v1/ops/ratings/${id}/show`, { reason: 'A mistake' })).status).toBe(204);
    expect(await summary()).toEqual({ count: 0, average: null });
    expect((await rate(ada, 4, 'Gut')).status).toBe(200);
    expect(await shown()).toHaveLength(1);
    await clear();
  });

  it('are not hidden or shown by staff who belong to the publisher, and are taken back wherever one lives', async () => {
    const ada = await aHolder();
    const { id } = (await rate(ada, 1, 'Stürzt ab.')).body;
    const insider = await aStaffMember(shop, 'support');
    const team = `/v1/publishers/${shop.owner.publisherId}/members`;
    const joined = { email: insider.email, roles: ['viewer'] };
    expect((await api(shop, shop.owner.token).post(team, joined)).status).toBe(201);
    const hidden = await api(shop, insider.token).post(`/v1/ops/ratings/${id}/hide`, { reason: 'Bad' });
    expect([hidden.status, hidden.body.code]).toEqual([409, 'review-own-app']);
    expect(await shown()).toHaveLength(1);
    // An account without a home market knows of no app, and still of what it wrote.
    await shop.database.query('UPDATE app_rating SET account_id = $1', [insider.accountId]);
    await shop.database.query('DELETE FROM publisher_member WHERE account_id = $1', [insider.accountId]);
    expect((await api(shop, insider.token).delete(OWN)).status).toBe(204);
    const unknown = await api(shop, insider.token).delete('/v1/library/org.not.there/rating');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'rating-not-found']);
    await clear();
  });

  it('are reviews to tools that speak to Google Play: listed by token, read, and answered', async () => {
    const base = `/androidpublisher/v3/applications/${NAME}/reviews`;
    const owner = api(shop, shop.owner.token);
    await rate(await aHolder(), 5);
    for (const text of ['A', 'B', 'C']) {
      await rate(await aHolder(), 4, text, 'en');
      shop.clock.advance(1_000);
    }
    const texts: string[] = [];
    const ids: string[] = [];
    let token = '';
    do {
      const { body } = await owner.get(`${base}?maxResults=2&token=${token}`);
      texts.push(
        ...body.reviews.map(
          (one: { comments: { userComment: { text: string } }[] }) => one.comments[0]?.userComment.text,
        ),
      );
      token = body.tokenPagination?.nextPageToken ?? '';
      ids.push(...body.reviews.map((one: { reviewId: string }) => one.reviewId));
    } while (token !== '');
    const reviewId = ids.at(-1) ?? '';
    // Stars alone are no review there.
    expect(texts).toEqual(['C', 'B', 'A']);
    const replied = await owner.post(`${base}/${reviewId}:reply`, { replyText: 'Thank you' });
    expect(replied).toMatchObject({ status: 200, body: { result: { replyText: 'Thank you' } } });
    const one = await owner.get(`${base}/${reviewId}?translationLanguage=de`);
    expect(one.body.comments).toMatchObject([
      { userComment: { text: 'A', starRating: 4, reviewerLanguage: 'en' } },
      { developerComment: { text: 'Thank you' } },
    ]);
    const long = await owner.post(`${base}/${reviewId}:reply`, { replyText: 'x'.repeat(351) });
    expect([long.status, long.body.error.portolan.code]).toEqual([400, 'reply-too-long']);
    expect((await owner.get(`${base}/nothing`)).status).toBe(404);
    expect((await owner.post(`${base}/${reviewId}:burn`, { replyText: 'x' })).status).toBe(501);
    const viewer = await aMember(shop, shop.owner, 'viewer');
    expect((await api(shop, viewer.token).get(base)).status).toBe(200);
    const refused = await api(shop, viewer.token).post(`${base}/${reviewId}:reply`, { replyText: 'x' });
    expect(refused.status).toBe(403);
    await clear();
  });
});
