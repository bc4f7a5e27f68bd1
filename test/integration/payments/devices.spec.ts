import { PullKillSwitch } from '@portolan/regions';
import { aBuyer, anItem, type PaymentsApp, place, startPayments } from './support';

describe('an order for a device that is named', () => {
  let app: PaymentsApp;
  beforeAll(async () => {
    app = await startPayments();
  });
  afterAll(() => app.close());
  const device = { sdk: 30 };

  it('is looked at once, whatever is in the basket', async () => {
    const items = [await anItem(app), await anItem(app), await anItem(app, { free: true })];
    const [, tooNew = ''] = items;
    app.deliverables.unfit.add(tooNew);
    app.deliverables.asked.length = 0;
    await expect(place(app, aBuyer(), items, { device })).rejects.toMatchObject({
      code: 'device-not-compatible',
      extra: { reasons: [{ itemId: tooNew }] },
    });
    expect(app.deliverables.asked).toEqual([items]);
  });

  it('holds up no kill switch while the catalogue looks', async () => {
    const item = await anItem(app);
    app.deliverables.meanwhile = () =>
      app.module.get(PullKillSwitch).execute({
        target: { itemId: item },
        markets: 'DE',
        retention: 'full',
        reason: 'test',
        actor: aBuyer('legal'),
      });
    await expect(place(app, aBuyer(), [item], { device })).rejects.toMatchObject({ kind: 'legal' });
  }, 15_000);
});
