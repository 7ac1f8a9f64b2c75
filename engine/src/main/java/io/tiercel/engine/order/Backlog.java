package io.tiercel.engine.order;

import io.tiercel.codecs.HotPath;
import io.tiercel.engine.state.StateReader;
import io.tiercel.engine.state.StateWriter;

/**
 * Open orders whose cancel or inquiry found no room among the outputs of its input. They are marked, and taken out in
 * the order of their ids, beginning anew after the last one, when there is room again. An order that ends is no longer
 * among them.
 */
@HotPath
public final class Backlog {
    private final OrderTable table;
    private int cancelCount;
    private int inquiryCount;
    private long lastCancelId;
    private long lastInquiryId;

    Backlog(final OrderTable table) {
        this.table = table;
    }

    public boolean isEmpty() {
        return cancelCount + inquiryCount == 0;
    }

    /** False when a cancel would not be sent if there was room, or is in here already. */
    public boolean addCancel(final Order order) {
        if (order.cancelWanted || !Changes.canCancel(order)) {
            return false;
        }
        order.cancelWanted = true;
        cancelCount++;
        return true;
    }

    /** Takes out the next order to cancel; null when there is none. */
    public Order takeCancel() {
        if (cancelCount == 0) {
            return null;
        }
        Order order = table.nextOpen(lastCancelId);
        while (order == null || !order.cancelWanted) {
            order = order == null ? table.nextOpen(0) : order.next;
        }
        lastCancelId = order.orderId;
        removeCancel(order);
        return order;
    }

    void addInquiry(final Order order) {
        if (!order.inquiryWanted) {
            order.inquiryWanted = true;
            inquiryCount++;
        }
    }

    /** Takes out the next order to ask about; null when there is none. */
    Order takeInquiry() {
        if (inquiryCount == 0) {
            return null;
        }
        Order order = table.nextOpen(lastInquiryId);
        while (order == null || !order.inquiryWanted) {
            order = order == null ? table.nextOpen(0) : order.next;
        }
        lastInquiryId = order.orderId;
        removeInquiry(order);
        return order;
    }

    /** The cancel is sent, or not wanted any more. */
    void removeCancel(final Order order) {
        if (order.cancelWanted) {
            order.cancelWanted = false;
            if (--cancelCount == 0) {
                lastCancelId = 0;
            }
        }
    }

    void removeInquiry(final Order order) {
        if (order.inquiryWanted) {
            order.inquiryWanted = false;
            if (--inquiryCount == 0) {
                lastInquiryId = 0;
            }
        }
    }

    void snapshotTo(final StateWriter writer) {
        writer.putLong(lastCancelId);
        writer.putLong(lastInquiryId);
    }

    /** Before the orders, which {@link #onRestored} counts. */
    void restoreFrom(final StateReader reader) {
        lastCancelId = reader.takeLong();
        lastInquiryId = reader.takeLong();
    }

    void onRestored(final Order order) {
        cancelCount += order.cancelWanted ? 1 : 0;
        inquiryCount += order.inquiryWanted ? 1 : 0;
    }
}
