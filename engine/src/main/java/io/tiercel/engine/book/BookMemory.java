package io.tiercel.engine.book;

/** What all books of an engine share: memory, the count of faults, and who listens. */
final class BookMemory {
    final OrderPool orders;
    final LevelPool levels;
    final LadderSpace ladders;
    final FaultCounts faults = new FaultCounts(null);
    final BookListener listener;

    BookMemory(final int maxBooks, final int maxOrders, final int maxLevels, final BookListener listener) {
        Limits.check("instruments", maxBooks, LadderSpace.MAX_LADDERS / 2);
        orders = new OrderPool(maxOrders, maxLevels);
        levels = new LevelPool(maxLevels, orders);
        ladders = new LadderSpace(2 * maxBooks, maxLevels);
        this.listener = listener;
    }
}
