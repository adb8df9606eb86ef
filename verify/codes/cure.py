"""What cures a proof whose digest is not that of the file, whatever its kind (judgement 2, 4)."""

__all__ = ["OF_THIS_FILE", "OF_THIS_FILE_EN"]

OF_THIS_FILE = "请提交该证明所对应的原始文件，或者该文件自己的证明。"
OF_THIS_FILE_EN = "Send the very file that the proof was made for, or the proof of this file."
