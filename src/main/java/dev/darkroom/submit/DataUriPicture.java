package dev.darkroom.submit;

import dev.darkroom.io.LocalPictureReference;
import dev.darkroom.io.Sha256;
import dev.darkroom.picture.BadPictureException;
import dev.darkroom.picture.LocalPictureException;
import dev.darkroom.picture.LocalPictures;
import dev.darkroom.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;

/** Sends a picture within the request. */
final class DataUriPicture implements SentPicture {

    private final LocalPictures pictures;

    DataUriPicture(LocalPictures pictures) {
        this.pictures = pictures;
    }

    @Override
    public String address(LocalPictureReference picture) throws IOException, LocalPictureException {
        Path file = pictures.find(picture);
        try {
            String type = PictureFile.inspect(file).type().contentType();
            byte[] bytes = Files.readAllBytes(file);
            MessageDigest digest = Sha256.newDigest();
            digest.update(bytes);
            if (!Sha256.hex(digest).equals(picture.sha256())) {
                throw new IOException(picture.path() + " has changed while it was read");
            }
            return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
        } catch (BadPictureException e) {
            throw new IOException(picture.path() + " has changed while it was read", e);
        }
    }
}
