package io.tiercel.engine.boot.session;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes what is done with it, and does nothing. */
final class FakeDatagramChannel extends DatagramChannel {
    private final List<String> events;
    private final Map<SocketOption<?>, Object> options = new HashMap<>();

    FakeDatagramChannel(final List<String> events) {
        super(SelectorProvider.provider());
        this.events = events;
    }

    @Override
    public DatagramChannel bind(final SocketAddress local) {
        events.add("bind " + local);
        return this;
    }

    @Override
    public <T> DatagramChannel setOption(final SocketOption<T> name, final T value) {
        events.add(name + " " + value);
        options.put(name, value);
        return this;
    }

    @Override
    public <T> T getOption(final SocketOption<T> name) {
        return name.type().cast(options.get(name));
    }

    @Override
    public MembershipKey join(final InetAddress group, final NetworkInterface networkInterface) {
        events.add("join " + group.getHostAddress() + " by " + networkInterface.getName());
        return null;
    }

    @Override
    public MembershipKey join(
            final InetAddress group, final NetworkInterface networkInterface, final InetAddress source) {
        // As the JDK says it.
        if (source.getClass() != group.getClass()) {
            throw new IllegalArgumentException("Source address is different type to group");
        }
        events.add("join " + group.getHostAddress() + " by " + networkInterface.getName() + " from "
                + source.getHostAddress());
        return null;
    }

    @Override
    protected void implConfigureBlocking(final boolean block) {
        events.add(block ? "blocking" : "not blocking");
    }

    @Override
    protected void implCloseSelectableChannel() {
        events.add("close");
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        throw unexpected();
    }

    @Override
    public DatagramSocket socket() {
        throw unexpected();
    }

    @Override
    public boolean isConnected() {
        throw unexpected();
    }

    @Override
    public DatagramChannel connect(final SocketAddress remote) {
        throw unexpected();
    }

    @Override
    public DatagramChannel disconnect() {
        throw unexpected();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        throw unexpected();
    }

    @Override
    public SocketAddress getLocalAddress() {
        throw unexpected();
    }

    @Override
    public SocketAddress receive(final ByteBuffer target) {
        throw unexpected();
    }

    @Override
    public int send(final ByteBuffer source, final SocketAddress target) {
        throw unexpected();
    }

    @Override
    public int read(final ByteBuffer target) {
        throw unexpected();
    }

    @Override
    public long read(final ByteBuffer[] targets, final int offset, final int length) {
        throw unexpected();
    }

    @Override
    public int write(final ByteBuffer source) {
        throw unexpected();
    }

    @Override
    public long write(final ByteBuffer[] sources, final int offset, final int length) {
        throw unexpected();
    }

    private static AssertionError unexpected() {
        return new AssertionError("nothing but opening, options, binding and joining is expected");
    }
}
