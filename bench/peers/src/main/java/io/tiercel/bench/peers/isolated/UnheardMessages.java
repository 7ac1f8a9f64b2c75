package io.tiercel.bench.peers.isolated;

import com.paritytrading.juncture.nasdaq.itch50.ITCH50;
import com.paritytrading.juncture.nasdaq.itch50.ITCH50Listener;

/** Whoever hears of some messages only. */
class UnheardMessages implements ITCH50Listener {
    @Override
    public void systemEvent(final ITCH50.SystemEvent message) {}

    @Override
    public void stockDirectory(final ITCH50.StockDirectory message) {}

    @Override
    public void stockTradingAction(final ITCH50.StockTradingAction message) {}

    @Override
    public void regSHORestriction(final ITCH50.RegSHORestriction message) {}

    @Override
    public void marketParticipantPosition(final ITCH50.MarketParticipantPosition message) {}

    @Override
    public void mwcbDeclineLevel(final ITCH50.MWCBDeclineLevel message) {}

    @Override
    public void mwcbStatus(final ITCH50.MWCBStatus message) {}

    @Override
    public void ipoQuotingPeriodUpdate(final ITCH50.IPOQuotingPeriodUpdate message) {}

    @Override
    public void luldAuctionCollar(final ITCH50.LULDAuctionCollar message) {}

    @Override
    public void operationalHalt(final ITCH50.OperationalHalt message) {}

    @Override
    public void addOrder(final ITCH50.AddOrder message) {}

    @Override
    public void addOrderMPID(final ITCH50.AddOrderMPID message) {}

    @Override
    public void orderExecuted(final ITCH50.OrderExecuted message) {}

    @Override
    public void orderExecutedWithPrice(final ITCH50.OrderExecutedWithPrice message) {}

    @Override
    public void orderCancel(final ITCH50.OrderCancel message) {}

    @Override
    public void orderDelete(final ITCH50.OrderDelete message) {}

    @Override
    public void orderReplace(final ITCH50.OrderReplace message) {}

    @Override
    public void trade(final ITCH50.Trade message) {}

    @Override
    public void crossTrade(final ITCH50.CrossTrade message) {}

    @Override
    public void brokenTrade(final ITCH50.BrokenTrade message) {}

    @Override
    public void noii(final ITCH50.NOII message) {}

    @Override
    public void rpii(final ITCH50.RPII message) {}
}
