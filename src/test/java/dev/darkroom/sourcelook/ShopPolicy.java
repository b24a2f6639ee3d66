package dev.darkroom.sourcelook;

import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.fetch.PictureHost;
import dev.darkroom.io.PictureAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** Finds made-up shops on this machine, and treats all other addresses as a service elsewhere would. */
public final class ShopPolicy implements AddressPolicy {

    /** What the addresses of one of them begin with. */
    public static final String SHOP = "https://shop.example/";

    private static final String OTHER_SHOP = "https://pause.example/";

    private final PictureHost host;
    private final FetchPolicy others = FetchPolicy.publicSources();

    public ShopPolicy(PictureHost host) {
        this.host = host;
    }

    @Override
    public URI check(String url) throws UntrustedAddressException, UnknownHostException {
        if (url.startsWith(SHOP) || url.startsWith(OTHER_SHOP)) {
            return URI.create(host.url(URI.create(url).getRawPath()));
        }
        return PictureAddress.host(url).equals("127.0.0.1") ? URI.create(url) : others.check(url);
    }

    @Override
    public String what() {
        return others.what();
    }

    @Override
    public String bound() {
        return others.bound();
    }
}
