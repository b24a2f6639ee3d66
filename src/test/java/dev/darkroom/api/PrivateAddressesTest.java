package dev.darkroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "198.18.0.1",
                "198.19.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::101:101",
                "2002:a00:1::",
                "::ffff:0:7f00:1",
                "::7f00:1",
                "100::1",
                "fe80::1%1",
                "fec0::1",
                "5f00::1"
            })
    void inside(String address) throws UnknownHostException {
        assertThat(PrivateAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.20.0.1",
                "223.255.255.255",
                "172.15.255.255",
                "169.253.1.1",
                "64:ff9b::101:101",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void outside(String address) throws UnknownHostException {
        assertThat(PrivateAddresses.contain(InetAddress.getByName(address))).isFalse();
    }
}
